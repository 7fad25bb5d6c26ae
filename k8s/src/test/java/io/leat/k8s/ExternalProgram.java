// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that reads what is rendered.
 *
 * @param name the program, or its path
 * @param home for what it keeps between calls, so that nothing of the user's counts
 */
record ExternalProgram(String name, Path home) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /**
     * What it answered.
     *
     * @param out both of its streams
     */
    record Answer(int code, String out) {

        /** The objects of its output, of a program that has succeeded. */
        List<JsonNode> objects() throws IOException {
            assertThat(code).as(out).isZero();
            return documents(out);
        }

        JsonNode object(String kind, String name) throws IOException {
            return objects().stream()
                    .filter(each -> each.path("kind").asText().equals(kind))
                    .filter(each -> each.at("/metadata/name").asText().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    Answer run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(List.of(arguments));
        File out = Files.createTempFile(home, "out", "").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out);
        builder.environment().put("HOME", home.toString());
        builder.environment()
                .keySet()
                .removeIf(variable -> variable.startsWith("HELM_") || variable.startsWith("XDG_"));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(String.join(" ", command)).isTrue();
            return new Answer(process.exitValue(), Files.readString(out.toPath()));
        } finally {
            process.destroyForcibly();
        }
    }

    /** The documents of a stream, without empty ones. */
    static List<JsonNode> documents(String yaml) throws IOException {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        }
    }
}
