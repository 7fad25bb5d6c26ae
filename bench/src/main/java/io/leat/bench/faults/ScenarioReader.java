// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.leat.bench.faults.scenario.FaultWorkload;
import io.leat.bench.faults.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads scenario files. Whatever it does not know is an error. */
final class ScenarioReader {

    private static final ObjectReader YAML =
            YAMLMapper.builder()
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()
                    .readerFor(Scenario.class);

    private static final String ENDING = ".yaml";

    private ScenarioReader() {}

    /** All scenarios of a folder by name, in the order of their names. */
    static Map<String, Scenario> all(Path folder) {
        Map<String, Scenario> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).toList()) {
                String name = String.valueOf(file.getFileName());
                found.put(
                        name.substring(0, name.length() - ENDING.length()),
                        read(name, Files.readString(file)));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException that names the file and what is wrong
     */
    static Scenario read(String file, String yaml) {
        try {
            Scenario scenario = YAML.readValue(yaml);
            List<Scenario.Step> steps = scenario.steps();
            steps.forEach(Script::check);
            FaultWorkload.check(scenario);
            return scenario;
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }
}
