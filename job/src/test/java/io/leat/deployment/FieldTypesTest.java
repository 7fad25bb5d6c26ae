// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deployment.yaml.Edited;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Types are those of the custom resource definition, and nothing is coerced. */
class FieldTypesTest {

    private static final String PREDICTOR = "spec.predictors[0]";
    private static final String CONTAINER =
            PREDICTOR + ".componentSpecs[0]" + ".spec.containers[0]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    spec.protocol                                     | 2             | 2 (expected: text)
                    spec.serverType                                   | yes           | true (expected: text)
                    spec.annotations                                  | []            | a list (expected: an object)
                    spec.annotations.a                                | 5             | 5 (expected: text)
                    spec.annotations.a                                | true          | true (expected: text)
                    spec.replicas                                     | '"2"'         | "2" (expected: an integer of 32 bits)
                    spec.replicas                                     | 2147483648    | 2147483648 (expected: an integer of 32 bits)
                    spec.predictors                                   | {}            | an object (expected: a list)
                    spec.predictors[0]                                | a             | "a" (expected: an object)
                    spec.predictors[0].name                           | 1             | 1 (expected: text)
                    spec.predictors[0].replicas                       | 1.5           | 1.5 (expected: an integer of 32 bits)
                    spec.predictors[0].shadow                         | '"true"'      | "true" (expected: true or false)
                    spec.predictors[0].labels.version                 | 1             | 1 (expected: text)
                    spec.predictors[0].graph.endpoint.service_port    | http          | "http" (expected: an integer of 32 bits)
                    spec.predictors[0].graph.endpoint.service_port    | '"9000"'      | "9000" (expected: an integer of 32 bits)
                    spec.predictors[0].graph.methods                  | ROUTE         | "ROUTE" (expected: a list)
                    spec.predictors[0].graph.methods[0]               | ~             | nothing (expected: text)
                    spec.predictors[0].graph.children                 | {}            | an object (expected: a list)
                    spec.predictors[0].graph.parameters[0].value      | 0.5           | 0.5 (expected: text)
                    spec.predictors[0].svcOrchSpec.env                | {}            | an object (expected: a list)
                    spec.predictors[0].svcOrchSpec.replicas           | on            | true (expected: an integer of 32 bits)
                    spec.predictors[0].svcOrchSpec.resources.limits.cpu | 0.5         | 0.5 (expected: a quantity as text or an integer, for example "500m" or "1Gi")
                    spec.predictors[0].explainer.config               | []            | a list (expected: an object)
                    spec.predictors[0].explainer.containerSpec.image  | 1             | 1 (expected: text)
                    spec.predictors[0].componentSpecs[0].replicas     | many          | "many" (expected: an integer of 32 bits)
                    spec.predictors[0].componentSpecs[0].hpaSpec.maxReplicas | '"3"'  | "3" (expected: an integer of 32 bits)
                    spec.predictors[0].componentSpecs[0].kedaSpec.triggers[0].metadata.lagThreshold | 50 | 50 (expected: text)
                    spec.predictors[0].componentSpecs[0].pdbSpec.minAvailable | 0.5   | 0.5 (expected: an integer or text)
                    spec.predictors[0].componentSpecs[0].metadata.creationTimestamp | today | "today" (expected: a time as text, for example "2024-01-31T12:00:00Z")
                    spec.predictors[0].componentSpecs[0].spec.containers[0].args | --port=1 | "--port=1" (expected: a list)
                    spec.predictors[0].componentSpecs[0].spec.containers[0].args[0] | 1 | 1 (expected: text)
                    spec.predictors[0].componentSpecs[0].spec.containers[0].ports[0].containerPort | '"80"' | "80" (expected: an integer of 32 bits)
                    spec.predictors[0].componentSpecs[0].spec.containers[0].resources.requests.cpu | 0.5 | 0.5 (expected: a quantity as text or an integer, for example "500m" or "1Gi")
                    spec.predictors[0].componentSpecs[0].spec.containers[0].resources.requests.memory | 1 GB | "1 GB" (expected: a quantity as text or an integer, for example "500m" or "1Gi")
                    spec.predictors[0].componentSpecs[0].spec.containers[0].livenessProbe.httpGet.port | true | true (expected: an integer or text)
                    spec.predictors[0].componentSpecs[0].spec.nodeSelector | [a]        | a list (expected: an object)
                    metadata.labels.a                                 | 1             | 1 (expected: text)
                    """)
    void refusesAnotherType(String path, String yaml, String message) throws Exception {
        DeploymentDocument document = Edited.income().with(path, yaml).read();

        assertThat(document.errors()).contains(new Problem(path, message));
        assertThat(document.deployment()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    resources.requests.cpu                | 1
                    resources.requests.cpu                | 1.0
                    resources.requests.cpu                | 500m
                    resources.requests.cpu                | '"0.5"'
                    resources.requests.memory             | 1.5Gi
                    resources.requests.memory             | 1e3
                    resources.requests["nvidia.com/gpu"]  | 1
                    livenessProbe.httpGet.port            | 8080
                    livenessProbe.httpGet.port            | http
                    ports[0].containerPort                | 0x1F90
                    """)
    void takesEitherFormOfWhatMayBeTwo(String field, String yaml) throws Exception {
        String path = field.contains("nvidia") ? "resources.requests.gpu" : field;

        DeploymentDocument document = Edited.income().with(CONTAINER + "." + path, yaml).read();

        assertThat(document.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    spec.predictors                    | a list
                    spec.predictors[0].name            | text
                    spec.predictors[0].graph           | an object
                    spec.predictors[0].graph.name      | text
                    spec.predictors[0].componentSpecs[0].spec.containers | a list
                    spec.predictors[0].componentSpecs[0].spec.containers[0].name | text
                    spec.predictors[0].svcOrchSpec.env[0].name | text
                    """)
    void refusesWithoutARequiredField(String path, String expected) throws Exception {
        DeploymentDocument document = Edited.income().with(path, null).read();

        assertThat(document.errors())
                .contains(new Problem(path, "absent (expected: " + expected + ")"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    spec.predictors[0].componentSpecs[0].hpaSpec  | {minReplicas: 1} | maxReplicas
                    spec.predictors[0].componentSpecs[0].kedaSpec | {}               | triggers
                    spec.predictors[0].graph.parameters[0]        | {name: ratioA, value: "0.5"} | type
                    """)
    void requiresWhatAnOptionalObjectNeeds(String path, String yaml, String field)
            throws Exception {
        DeploymentDocument document = Edited.income().with(path, yaml).read();

        assertThat(document.errors()).extracting(Problem::path).contains(path + "." + field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec.protocol",
                "spec.annotations",
                "spec.predictors[0].componentSpecs[0].spec.containers[0].ports",
                "spec.predictors[0].graph.children",
                "spec.predictors[0].componentSpecs[0].kedaSpec",
                "metadata.labels"
            })
    void takesNullForAbsent(String path) throws Exception {
        assertThat(Edited.income().with(path, "null").read().errors()).isEmpty();
    }

    @Test
    void takesNullForAbsentWhereAFieldIsRequired() throws Exception {
        DeploymentDocument document = Edited.income().with(PREDICTOR + ".graph", "null").read();

        assertThat(document.errors())
                .containsExactly(new Problem(PREDICTOR + ".graph", "absent (expected: an object)"));
    }

    @Test
    void dropsAnUnknownFieldWithAWarning() throws Exception {
        DeploymentDocument document =
                Edited.income().with(PREDICTOR + ".replica", "[1, {a: 2}]").read();

        assertThat(document.errors()).isEmpty();
        assertThat(document.warnings())
                .containsExactly(
                        new Problem(
                                PREDICTOR + ".replica",
                                "unknown field, dropped: did you mean replicas?"));
    }

    @Test
    void keepsTheValueOfAVariableOutOfItsMessage() throws Exception {
        DeploymentDocument document =
                Edited.income().with(CONTAINER + ".env[0]", "{name: PIN, value: 4711}").read();

        assertThat(document.errors())
                .containsExactly(
                        new Problem(
                                CONTAINER + ".env[0].value",
                                "PIN: a number (expected: text, in quotes where it looks like something else)"));
    }

    @Test
    void refusesTheSamePortOfAContainerTwice() throws Exception {
        DeploymentDocument document =
                Edited.income()
                        .with(
                                CONTAINER + ".ports",
                                "[{containerPort: 1}, {containerPort: 1, protocol: UDP},"
                                        + " {containerPort: 1, protocol: TCP}]")
                        .read();

        assertThat(document.errors())
                .containsExactly(
                        new Problem(
                                CONTAINER + ".ports[2]",
                                "a second item with the same containerPort and protocol (expected:"
                                        + " one)"));
    }

    @Test
    void reportsAllProblemsAtOnceEachInItsPlace() throws Exception {
        DeploymentDocument document =
                Edited.income()
                        .with("spec.transport", "http")
                        .with(PREDICTOR + ".replicas", "many")
                        .with("spec.predictors[1]", "7")
                        .with("spec.predictors[2]", "{name: main, graph: {name: other}}")
                        .read();

        assertThat(document.errors())
                .extracting(Problem::path)
                .contains(
                        "spec.transport",
                        PREDICTOR + ".replicas",
                        "spec.predictors[1]",
                        "spec.predictors[2].name",
                        "spec.predictors[2].graph.name");
    }

    @Test
    void dropsWhatLiesDeeperThanKubernetesKeepsWithAWarning() throws Exception {
        StringBuilder graph = new StringBuilder("{name: classifier}");
        for (int i = 0; i < 11; i++) {
            graph.insert(0, "{name: r" + i + ", implementation: RANDOM_ABTEST, children: [");
            graph.append("]}");
        }

        DeploymentDocument document =
                Edited.income().with(PREDICTOR + ".graph", graph.toString()).read();

        assertThat(document.errors()).isEmpty();
        assertThat(document.warnings())
                .singleElement()
                .satisfies(
                        warning -> {
                            assertThat(warning.path()).endsWith(".children[0].children");
                            assertThat(warning.message())
                                    .isEqualTo("dropped: Kubernetes keeps 10 levels of children");
                        });
    }
}
