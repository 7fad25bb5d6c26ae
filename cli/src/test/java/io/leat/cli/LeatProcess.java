// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The real command in a process of its own, which does not outlive this object. */
final class LeatProcess implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** What a process ends with that SIGTERM has ended. */
    static final int TERMINATED = 143;

    private final Process process;
    private final OutputLines out;
    private final OutputLines err;

    private LeatProcess(Process process) {
        this.process = process;
        this.out = OutputLines.of(process.getInputStream());
        this.err = OutputLines.of(process.getErrorStream());
    }

    static LeatProcess start(String... args) throws IOException {
        return startWith(List.of(), args);
    }

    /** Of a user with this home folder, whose local runs no other test's command finds. */
    static LeatProcess startAt(Path home, String... args) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(List.of(), args));
        builder.environment().put("HOME", home.toString());
        builder.environment().remove("XDG_STATE_HOME");
        return start(builder);
    }

    /** With options of the JVM. */
    static LeatProcess startWith(List<String> options, String... args) throws IOException {
        return start(new ProcessBuilder(command(options, args)));
    }

    private static List<String> command(List<String> options, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Short runs: a quick compiler and collector save most of their time.
        command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(options);
        command.add(LeatCommand.class.getName());
        command.addAll(List.of(args));
        return command;
    }

    /** Of a command that calls ours, with our classes. */
    static LeatProcess start(ProcessBuilder builder) throws IOException {
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().keySet().removeIf(LeatProcess::isOption);
        builder.environment().put("TERM", "xterm");
        return new LeatProcess(builder.start());
    }

    /** Whether the developer's own environment would change what the command does. */
    private static boolean isOption(String variable) {
        return variable.startsWith("KAFKA_")
                || variable.startsWith("LEAT_")
                || variable.startsWith("JAVA_TOOL_")
                || variable.equals("ENGINE_PREDICTOR");
    }

    /** Gives it its whole standard input. */
    LeatProcess input(String text) throws IOException {
        try (var in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    /** Gives it a part of its standard input, which stays open. */
    void type(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits for a line that starts so, and gives what follows in it. */
    String awaitOut(String start) throws InterruptedException {
        return out.await(start, TIMEOUT, this::description).substring(start.length()).strip();
    }

    /** Waits for a line with these words in it. */
    void awaitOutContaining(String words) throws InterruptedException {
        out.awaitContaining(words, TIMEOUT, this::description);
    }

    /** Waits for a line that is all like this. */
    Matcher awaitOut(Pattern form) throws InterruptedException {
        return out.await(form, TIMEOUT, this::description);
    }

    String awaitErr(String start) throws InterruptedException {
        return err.await(start, TIMEOUT, this::description).substring(start.length()).strip();
    }

    /** Waits for a line with these words in it. */
    void awaitErrContaining(String words) throws InterruptedException {
        err.awaitContaining(words, TIMEOUT, this::description);
    }

    /** Waits until the web page is up, and gives its address. */
    String awaitReady() throws InterruptedException {
        return awaitOut("ready ");
    }

    /** Waits for its end, and gives its exit code. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                .as(() -> "ends: " + description())
                .isTrue();
        out.awaitEnd();
        err.awaitEnd();
        return process.exitValue();
    }

    /** Whether it has ended within a time that a person would wait. */
    boolean endsWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toSeconds(), TimeUnit.SECONDS);
    }

    void assertExits(int code) throws InterruptedException {
        int actual = exitCode();
        assertThat(actual).as(this::description).isEqualTo(code);
    }

    /** As Ctrl-C does: it may still do what it has to. */
    void terminate() {
        // By its handle: the process itself would close its streams first, and what it says last
        // would be lost.
        process.toHandle().destroy();
    }

    /** As {@code kill -9} does; returns when it is gone. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        exitCode();
    }

    List<String> out() {
        return out.sofar();
    }

    List<String> err() {
        return Ran.withoutWaits(out.sofar(), err.sofar());
    }

    long pid() {
        return process.pid();
    }

    private String description() {
        return "standard output:\n%s\nstandard error:\n%s"
                .formatted(String.join("\n", out()), String.join("\n", err()));
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }
}
