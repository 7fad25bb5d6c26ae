// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.leat.local.example.ExampleGraph;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FashionDeploymentTest {

    private final JsonNode yaml = read();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/apiVersion,machinelearning.seldon.io/v1",
        "/kind,SeldonDeployment",
        "/spec/protocol,tensorflow",
        "/spec/transport,rest",
        "/spec/serverType,kafka",
        "/spec/predictors/0/graph/name,fashion",
        "/spec/predictors/0/graph/type,MODEL",
        "/spec/predictors/0/componentSpecs/0/spec/containers/0/name,fashion",
    })
    void states(String pointer, String value) {
        assertThat(yaml.at(pointer).asText()).isEqualTo(value);
    }

    @Test
    void namesTheTopicsAndTheModelAsTheProgramDoes() {
        Map<String, String> env = new HashMap<>();
        yaml.at("/spec/predictors/0/svcOrchSpec/env")
                .forEach(entry -> env.put(entry.get("name").asText(), entry.get("value").asText()));

        assertThat(env)
                .containsOnlyKeys("KAFKA_BROKER", "KAFKA_INPUT_TOPIC", "KAFKA_OUTPUT_TOPIC")
                .containsEntry("KAFKA_INPUT_TOPIC", FashionExample.REQUEST_TOPIC)
                .containsEntry("KAFKA_OUTPUT_TOPIC", FashionExample.PREDICTION_TOPIC);
        assertThat(yaml.at("/spec/predictors/0/graph/name").asText())
                .isEqualTo(FashionExample.MODEL);
    }

    private static JsonNode read() {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(ExampleGraph.MODEL.yaml());
        } catch (IOException e) {
            throw new AssertionError("fashion.yaml is no YAML", e);
        }
    }
}
