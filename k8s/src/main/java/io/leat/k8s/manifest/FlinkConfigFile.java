// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.manifest;

import io.leat.options.catalog.LeatOptions;
import io.leat.options.settings.CheckpointRules;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The settings of {@code flink-conf/config.yaml}, each with the reason that stands above it, and
 * the log settings beside them.
 */
public record FlinkConfigFile(Map<String, String> values, Map<String, String> reasons) {

    private static final FlinkConfigFile ALL = parse(lines("config.yaml"));
    private static final String INTERVAL = "execution.checkpointing.interval";

    /** The name Flink reads its log settings under. */
    public static final String LOG = "log4j-console.properties";

    private static final String LOG_SETTINGS = String.join("\n", lines(LOG)) + "\n";

    /** The text of {@code flink-conf/log4j-console.properties}. */
    public static String log() {
        return LOG_SETTINGS;
    }

    public static FlinkConfigFile all() {
        return ALL;
    }

    public static Duration checkpointInterval() {
        return duration(INTERVAL);
    }

    /** What decides how long a transaction must live, with an interval of the job's own. */
    public static CheckpointRules.Times times(Duration interval) {
        return new CheckpointRules.Times(
                INTERVAL,
                interval,
                duration("execution.checkpointing.timeout"),
                Integer.parseInt(value("execution.checkpointing.tolerable-failed-checkpoints")),
                duration("heartbeat.timeout"));
    }

    private static Duration duration(String key) {
        return Objects.requireNonNull(
                LeatOptions.CHECKPOINT_INTERVAL.type().read().apply(value(key)), key);
    }

    private static String value(String key) {
        return Objects.requireNonNull(ALL.values.get(key), key);
    }

    private static List<String> lines(String file) {
        try (InputStream in = FlinkConfigFile.class.getResourceAsStream(file);
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file is flat by its own rule: comments, {@code key: value}, empty lines. */
    private static FlinkConfigFile parse(List<String> lines) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> reasons = new LinkedHashMap<>();
        List<String> comment = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("# ")) {
                comment.add(line.substring(2));
            } else if (line.isBlank()) {
                comment.clear();
            } else {
                int colon = line.indexOf(": ");
                String key = line.substring(0, colon);
                values.put(key, line.substring(colon + 2).trim());
                if (!comment.isEmpty()) {
                    reasons.put(key, String.join("\n", comment));
                    comment.clear();
                }
            }
        }
        return new FlinkConfigFile(values, reasons);
    }
}
