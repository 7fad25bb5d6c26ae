// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A folder of a run and the processes that work in it. Closed, or when this JVM ends, all of them
 * are gone; should this JVM be killed, the script that started it ends them by the files in {@code
 * pid/}.
 */
public final class Workspace implements AutoCloseable {

    private final Path folder;
    private final List<ChildProcess> children = new ArrayList<>();
    private final SettableClocks clocks;
    private boolean closed;

    /**
     * A folder that is made if it is missing.
     *
     * @param ownClocks whether every process has a clock of its own, that can be set
     */
    public Workspace(Path folder, boolean ownClocks) {
        this.folder = folder;
        for (String name : List.of("log", "pid", "conf")) {
            directory(name);
        }
        Path clockFiles = directory("clock");
        clocks = ownClocks ? SettableClocks.settable(clockFiles) : SettableClocks.real(clockFiles);
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end-children"));
    }

    public Path directory(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a Java program with its output in {@code log/NAME.out}. */
    public ChildProcess java(String name, String classPath, List<String> options, String... main) {
        return java(name, classPath, options, Map.of(), main);
    }

    /** The same, with these variables in its environment beside the others. */
    public synchronized ChildProcess java(
            String name,
            String classPath,
            List<String> options,
            Map<String, String> environment,
            String... main) {
        if (closed) {
            throw new IllegalStateException("the run is over");
        }
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        // A folder of the run in the command line tells the script that the process is ours.
        command.add("-Djava.io.tmpdir=" + directory("tmp"));
        command.addAll(List.of("-cp", classPath));
        command.addAll(List.of(main));
        Path log = folder.resolve("log").resolve(name + ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            clocks.giveTo(name, builder.environment());
            Process process = builder.start();
            ChildProcess child = new ChildProcess(process, log);
            children.add(child);
            Files.writeString(
                    folder.resolve("pid").resolve(Long.toString(process.pid())), name + "\n");
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    private static String java() {
        String file =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("win")
                        ? "java.exe"
                        : "java";
        return Path.of(System.getProperty("java.home"), "bin", file).toString();
    }

    public Path folder() {
        return folder;
    }

    public SettableClocks clocks() {
        return clocks;
    }

    @Override
    public synchronized void close() {
        closed = true;
        children.forEach(ChildProcess::kill);
    }
}
