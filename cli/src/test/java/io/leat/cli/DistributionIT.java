// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The distribution, unpacked far from any checkout and run with a Java runtime and nothing else.
 */
class DistributionIT {

    private static final Path EXAMPLE =
            Path.of("src/main/resources/io/leat/local/example/fashion/fashion.yaml");

    @TempDir private static Path folder;

    private static Path home;
    private static Path runtime;

    private record Answer(int code, String out, String err) {}

    @BeforeAll
    static void unpacks() throws Exception {
        Path place = Files.createDirectories(folder.resolve("place"));
        run(
                List.of(
                        "tar",
                        "-xzf",
                        System.getProperty("leat.distribution"),
                        "-C",
                        place.toString()));
        try (Stream<Path> roots = Files.list(place)) {
            home = roots.findFirst().orElseThrow();
        }
        runtime = Files.createDirectories(folder.resolve("runtime/bin")).getParent();
        Files.createSymbolicLink(
                runtime.resolve("bin/java"), Path.of(System.getProperty("java.home"), "bin/java"));
    }

    private static Answer run(List<String> command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process =
                new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Answer(process.exitValue(), text(out), text(err));
        } finally {
            process.toHandle().destroyForcibly();
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** With no variable but where Java is, and those that are given. */
    private static Answer leat(Path launcher, List<String> variables, String... args)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("env", "-i", "JAVA_HOME=" + runtime));
        command.addAll(variables);
        command.add(launcher.toString());
        command.addAll(List.of(args));
        return run(command);
    }

    private static Path launcher() {
        return home.resolve("bin/leat");
    }

    private static String example() {
        return EXAMPLE.toAbsolutePath().toString();
    }

    @Test
    void holdsWhatAUserNeeds() {
        assertThat(home.getFileName().toString())
                .matches("leat-\\d+\\.\\d+\\.\\d+-(SNAPSHOT|\\d+\\.\\d+)");
        assertThat(
                        List.of(
                                "README.md",
                                "LICENSE",
                                "NOTICE",
                                "THIRD-PARTY.txt",
                                "leat-flink-job.jar",
                                "docs/README.md",
                                "flink-conf/config.yaml",
                                "k8s/README.md"))
                .allSatisfy(file -> assertThat(home.resolve(file)).isNotEmptyFile());
        assertThat(launcher()).isExecutable();
    }

    @Test
    void runsFromAReadOnlyFolderWithABlankInItsNameThroughLinks() throws Exception {
        Path place = home;
        home = Files.move(home, folder.resolve(home.getFileName() + " of a user"));
        Path links = Files.createDirectories(folder.resolve("links"));
        Path absolute = Files.createSymbolicLink(links.resolve("leat"), launcher());
        Path relative = Files.createSymbolicLink(links.resolve("l"), Path.of("leat"));
        run(List.of("chmod", "-R", "a-w", home.toString()));
        try {
            Answer version = leat(launcher(), List.of(), "version");

            assertThat(version.err()).isEmpty();
            assertThat(version.code()).isZero();
            assertThat(version.out())
                    .startsWith(place.getFileName().toString().replaceFirst("-", " ") + "\nflink ");
            assertThat(leat(absolute, List.of(), "version")).isEqualTo(version);
            assertThat(leat(relative, List.of(), "version")).isEqualTo(version);
        } finally {
            run(List.of("chmod", "-R", "u+w", home.toString()));
            home = Files.move(home, place);
        }
    }

    @Test
    void logsTheVersionOfKafkasClientsThatItStates() throws Exception {
        String stated =
                leat(launcher(), List.of(), "version")
                        .out()
                        .lines()
                        .filter(line -> line.startsWith("kafka "))
                        .findFirst()
                        .orElseThrow();

        Answer watch =
                leat(launcher(), List.of(), "-v", "watch", "-b", "127.0.0.1:1", "-t", "topic");

        assertThat(watch.err().lines().filter(line -> line.contains("Kafka version: ")))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(stated.replace("kafka ", "Kafka version: ")));
    }

    @Test
    void makesAnArchiveOfClassesOnceInTheUsersCache() throws Exception {
        Path user = Files.createDirectories(folder.resolve("the user"));
        List<String> variables = List.of("HOME=" + user);
        Answer first = leat(launcher(), variables, "validate", example());
        List<Path> archives;
        try (Stream<Path> files = Files.list(user.resolve(".cache/leat"))) {
            archives = files.toList();
        }
        Object made = Files.getLastModifiedTime(archives.get(0));

        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(archives).singleElement().asString().endsWith(".jsa");
        assertThat(archives.get(0)).isNotEmptyFile();
        assertThat(leat(launcher(), variables, "validate", example())).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(archives.get(0))).isEqualTo(made);
    }

    @Test
    void archivesWhatLocalLoadsBesideTheFirstThatAnswers() throws Exception {
        Path user = Files.createDirectories(folder.resolve("a user of local"));
        Path loaded = folder.resolve("loaded"); // the variable's options are split at blanks
        List<String> variables =
                List.of("HOME=" + user, "LEAT_JAVA_OPTS=-Xlog:class+load:file=" + loaded);
        Path cache = user.resolve(".cache/leat");
        String[] example = {"local", "--until-end", "--port=0", "--state-dir=" + user + "/state"};
        Answer refused = leat(launcher(), variables, "local", "--port=none");
        Answer first = leat(launcher(), variables, example);
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        await().atMost(Duration.ofMinutes(5))
                .until(() -> archives(cache).anyMatch(name -> name.endsWith("-local.jsa")));

        Answer second = leat(launcher(), variables, example);

        assertThat(refused.code()).isEqualTo(2);
        assertThat(second.code()).isZero();
        assertThat(second.err()).isEmpty();
        assertThat(Files.readAllLines(loaded))
                .filteredOn(line -> line.contains(" io.leat.local.LocalRun "))
                .singleElement()
                .asString()
                .endsWith("source: shared objects file");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> archives(cache).allMatch(name -> name.endsWith(".jsa")));
    }

    private static Stream<String> archives(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(Path::toString).toList().stream();
        }
    }

    @Test
    void rendersWithTheSettingsThatItCarries() throws Exception {
        Answer render = leat(launcher(), List.of(), "render", example());

        assertThat(render.code()).isZero();
        assertThat(render.out()).contains("kind: FlinkDeployment", "heartbeat.timeout");
    }

    @Test
    void callsItselfAsTheUserDoes() throws Exception {
        Answer init =
                leat(
                        launcher(),
                        List.of(),
                        "init",
                        "--model=http://127.0.0.1:8080",
                        "--protocol=v2",
                        "--model-name=iris",
                        "--input-topic=a",
                        "--output-topic=b");

        assertThat(init.code()).isZero();
        assertThat(init.out()).contains("#   leat validate FILE").doesNotContain("./leat");
    }

    @Test
    void saysWhatIsWrongWithJava() throws Exception {
        Path java = Files.writeString(folder.resolve("java8"), "#!/bin/sh\n");
        java.toFile().setExecutable(true);
        Path eight = Files.createDirectories(folder.resolve("eight/bin"));
        Files.move(java, eight.resolve("java"));
        Files.writeString(eight.resolveSibling("release"), "JAVA_VERSION=\"1.8.0_292\"\n");

        assertThat(run(List.of("env", "-i", "JAVA_HOME=/nowhere", launcher().toString())))
                .isEqualTo(
                        new Answer(
                                2,
                                "",
                                "leat: no java found (expected: Java 17 or newer, on the PATH or in"
                                        + " JAVA_HOME)\n"));
        assertThat(
                        run(
                                List.of(
                                        "env",
                                        "-i",
                                        "JAVA_HOME=" + eight.getParent(),
                                        launcher().toString())))
                .isEqualTo(
                        new Answer(
                                2,
                                "",
                                "leat: java is version 1.8.0_292 (expected: 17 or newer)\n"));
    }
}
