// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code ./leat} itself, in a tree of its own whose jar leads to the tests' classes. */
class LauncherTest {

    private static final Path SCRIPT = Path.of("..", "leat");

    private static final String INVALID =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: größe}
            spec: {predictors: []}
            """;

    @TempDir private Path tree;

    private record Answer(int code, String out) {}

    @BeforeEach
    void installs() throws IOException {
        Files.copy(SCRIPT, tree.resolve("leat"));
        Path launch = Path.of("cli/src/main/dist/lib/launch.sh");
        Files.createDirectories(tree.resolve(launch).getParent());
        Files.copy(Path.of("..").resolve(launch), tree.resolve(launch));
        for (String module : List.of("connectors", "job", "k8s", "cli")) {
            Files.createDirectories(tree.resolve(module).resolve("src/main"));
            Files.createFile(tree.resolve(module).resolve("pom.xml"));
        }
        Files.createDirectories(tree.resolve("flink-conf"));
        Files.createFile(tree.resolve("flink-conf/config.yaml"));
        Files.createFile(tree.resolve("pom.xml"));
        Path jar = Files.createDirectories(tree.resolve("cli/target")).resolve("leat-cli.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream closed = new JarOutputStream(out, leadingToOurClasses())) {
            closed.finish();
        }
    }

    private static Manifest leadingToOurClasses() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        return manifest;
    }

    /** The shell hands on bytes, whatever the locale of this JVM is. */
    private Answer run(Map<String, String> environment, String script) throws Exception {
        Path file = Files.writeString(tree.resolve("run.sh"), script);
        ProcessBuilder builder =
                new ProcessBuilder("bash", file.toString()).redirectErrorStream(true);
        builder.directory(tree.toFile());
        builder.environment()
                .keySet()
                .removeIf(
                        name ->
                                name.matches(
                                        "LANG|LC_.*|.*JAVA_.*OPT.*|JDK_.*|JAVA_HOME|HOME|XDG_.*"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            byte[] out = process.getInputStream().readAllBytes();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return new Answer(process.exitValue(), new String(out, StandardCharsets.UTF_8));
        } finally {
            process.toHandle().destroyForcibly();
        }
    }

    /** Cron and containers have no locale, or this one. */
    @ParameterizedTest
    @CsvSource({"LC_ALL, C", "LC_ALL, POSIX", "LANG, C", "LANG, de_DE.ISO-8859-1", "NONE, x"})
    void readsAndPrintsUtf8InEveryLocale(String variable, String locale) throws Exception {
        String script = "mv document größe.yaml && bash leat validate größe.yaml";
        Files.writeString(tree.resolve("document"), INVALID);

        Answer answer = run(Map.of(variable, locale), script);

        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out())
                .contains("größe.yaml [0] größe: not valid")
                .contains("metadata.name: \"größe\" (expected: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LEAT_JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"})
    void leavesTheCollectorToTheUser(String variable) throws Exception {
        Answer answer = run(Map.of(variable, "-XX:+UseParallelGC -Xmx200m"), "sh leat --version");

        assertThat(answer.out()).contains("leat ").doesNotContain("Multiple garbage collectors");
        assertThat(answer.code()).isZero();
    }

    @Test
    void takesTheSmallestCollectorWhereNoneIsStated() throws Exception {
        Answer answer =
                run(Map.of("LEAT_JAVA_OPTS", "-XX:+PrintCommandLineFlags"), "sh leat --version");

        assertThat(answer.out()).contains("-XX:+UseSerialGC");
        assertThat(answer.code()).isZero();
    }
}
