// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Wall clocks of processes that can be set apart from the machine's, each by a file of its own:
 * {@code src/main/c/clock.c}, which is compiled for the purpose, is loaded before all else and adds
 * what stands there. Time that only passes ({@link System#nanoTime}) goes on as ever, as it does
 * when a real clock is set.
 */
public final class SettableClocks {

    /** What it takes. */
    public static final String NEEDS = "Linux and a C compiler, as the command cc";

    private final Path folder;
    private final @Nullable Path library;

    private SettableClocks(Path folder, @Nullable Path library) {
        this.folder = folder;
        this.library = library;
    }

    /** The machine's, for all. */
    static SettableClocks real(Path folder) {
        return new SettableClocks(folder, null);
    }

    /**
     * One for each process, in files of this folder.
     *
     * @throws IllegalStateException if that takes what is not here
     */
    static SettableClocks settable(Path folder) {
        Path source =
                Path.of(System.getProperty("leat.repository")).resolve("bench/src/main/c/clock.c");
        Path library = folder.resolveSibling("clock.so");
        if (!SystemCommand.succeeds(
                Redirect.INHERIT,
                "cc",
                "-O2",
                "-shared",
                "-fPIC",
                "-o",
                library.toString(),
                source.toString())) {
            throw new IllegalStateException(
                    "%s cannot be compiled (expected: %s)".formatted(source, NEEDS));
        }
        return new SettableClocks(folder, library);
    }

    /** Whether there is what it takes. */
    public static boolean canBeSet() {
        return System.getProperty("os.name").equals("Linux")
                && SystemCommand.succeeds(Redirect.INHERIT, "cc", "--version");
    }

    /** Gives a process that is about to start a clock of its own, where that is wanted. */
    void giveTo(String process, Map<String, String> environment) {
        if (library == null) {
            return;
        }
        Path file = folder.resolve(process);
        if (!Files.exists(file)) {
            set(process, 0);
        }
        environment.put("LD_PRELOAD", library.toString());
        environment.put("LEAT_CLOCK", file.toString());
    }

    /** Sets the clock of a process so many seconds before the machine's; below zero, behind. */
    public void set(String process, long seconds) {
        if (library == null) {
            throw new IllegalStateException(
                    "%s has the machine's clock (expected: topology clocks: true)"
                            .formatted(process));
        }
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        try (FileChannel file =
                FileChannel.open(
                        folder.resolve(process),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            file.write(bytes.putLong(seconds).flip(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets all clocks by the machine's. */
    public void heal() {
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> String.valueOf(file.getFileName()))
                    .forEach(process -> set(process, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
