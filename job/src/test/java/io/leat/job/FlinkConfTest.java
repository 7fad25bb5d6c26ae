// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.options.catalog.LeatOptions.Delivery;
import io.leat.options.settings.CheckpointRules;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigConstants;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The files in {@code flink-conf/}, read as Flink reads them. */
class FlinkConfTest {

    private static final Path FOLDER = Path.of("..", "flink-conf");
    private static final String REPORTER =
            ConfigConstants.METRICS_REPORTER_PREFIX
                    + "[^.]+\\.(factory\\.class|filterLabelValueCharacters)";

    private final Configuration configuration =
            GlobalConfiguration.loadConfiguration(FOLDER.toString());

    @TestFactory
    Stream<DynamicTest> statesOnlyDeclaredKeysWithAValueThatIsNotTheDefault() throws Exception {
        Map<String, ConfigOption<?>> declared = declaredOptions();
        return new TreeMap<>(configuration.toMap())
                .keySet().stream()
                        .map(
                                key ->
                                        DynamicTest.dynamicTest(
                                                key,
                                                () ->
                                                        assertDeclaredAndDifferent(
                                                                option(key, declared))));
    }

    @Test
    void givesEachGroupOfKeysAReason() throws IOException {
        String before = "";
        for (String line : Files.readAllLines(FOLDER.resolve("config.yaml"))) {
            boolean key = !line.isBlank() && !line.startsWith("#");
            assertThat(key && before.isBlank()).as("a key without a comment: %s", line).isFalse();
            before = line;
        }
    }

    /** What a checkpoint promised must not be dropped by the broker while others are borne. */
    @Test
    void givesUpOnCheckpointsBeforeTheDefaultTransactionTimeout() {
        Duration timeout = configuration.get(CheckpointingOptions.CHECKPOINTING_TIMEOUT);
        int borne = configuration.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER);

        assertThat(
                        CheckpointRules.problems(
                                new CheckpointRules.Times(
                                        CheckpointingOptions.CHECKPOINTING_INTERVAL.key(),
                                        configuration.get(
                                                CheckpointingOptions.CHECKPOINTING_INTERVAL),
                                        timeout,
                                        borne,
                                        configuration.get(
                                                HeartbeatManagerOptions.HEARTBEAT_TIMEOUT)),
                                Delivery.EXACTLY_ONCE,
                                Duration.ofMinutes(10),
                                null))
                .isEmpty();
    }

    @Test
    void silencesOnlyLoggersThereAre() throws Exception {
        Properties log4j = new Properties();
        try (InputStream in = Files.newInputStream(FOLDER.resolve("log4j-console.properties"))) {
            log4j.load(in);
        }
        List<String> loggers =
                log4j.stringPropertyNames().stream()
                        .filter(name -> name.matches("logger\\.\\w+\\.name"))
                        .map(log4j::getProperty)
                        .toList();

        assertThat(loggers).isNotEmpty();
        for (String logger : loggers) {
            assertThat(Class.forName(logger, false, getClass().getClassLoader())).isNotNull();
        }
    }

    private static ConfigOption<?> option(String key, Map<String, ConfigOption<?>> declared) {
        if (key.matches(REPORTER)) {
            // Declared without the reporter's name, which stands in the middle of the key.
            return ConfigOptions.key(key).stringType().noDefaultValue();
        }
        assertThat(declared).as("declared by a ConfigOption of Flink").containsKey(key);
        return declared.get(key);
    }

    private void assertDeclaredAndDifferent(ConfigOption<?> option) {
        assertThat((Object) configuration.get(option)).isNotEqualTo(option.defaultValue());
    }

    private static Map<String, ConfigOption<?>> declaredOptions()
            throws IOException, URISyntaxException, ReflectiveOperationException {
        List<ConfigOption<?>> options = new ArrayList<>();
        Path core =
                Path.of(
                        CheckpointingOptions.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        try (JarFile jar = new JarFile(core.toFile());
                Stream<String> names = jar.stream().map(ZipEntry::getName)) {
            for (String name :
                    names.filter(n -> n.matches("org/apache/flink/configuration/\\w+\\.class"))
                            .toList()) {
                addDeclared(name.replace('/', '.').replace(".class", ""), options);
            }
        }
        return options.stream().collect(toMap(ConfigOption::key, o -> o, (one, same) -> one));
    }

    private static void addDeclared(String className, List<ConfigOption<?>> options)
            throws ReflectiveOperationException {
        for (Field field : Class.forName(className).getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                options.add((ConfigOption<?>) field.get(null));
            }
        }
    }
}
