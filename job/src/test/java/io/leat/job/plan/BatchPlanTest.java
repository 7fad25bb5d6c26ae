// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.client.batch.BatchSettings;
import io.leat.job.JobLoader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nodes are sent batches, and what is refused of them at start. */
class BatchPlanTest {

    private static final String DEPLOYMENT =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: d, namespace: lab}
            spec:
              serverType: kafka
              annotations: {%s}
              predictors:
              - name: main
                graph: {name: r, type: ROUTER, children: [{name: t, type: TRANSFORMER, children: [{name: m, type: MODEL}]}, {name: o, type: OUTPUT_TRANSFORMER, children: [{name: p, type: MODEL}]}]}
                componentSpecs: [{spec: {containers: [{name: r, image: 'x:1'}, {name: t, image: 'x:1'}, {name: m, image: 'x:1'}, {name: o, image: 'x:1'}, {name: p, image: 'x:1'}]}}]
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: 'h:1'}
                  - {name: KAFKA_INPUT_TOPIC, value: in}
                  - {name: KAFKA_OUTPUT_TOPIC, value: out}
            """;

    private static InferenceJob load(String annotations, Map<String, String> flags)
            throws ConfigurationException {
        return JobLoader.load(
                PredictorSelection.fromText(DEPLOYMENT.formatted(annotations), "d.yaml", null),
                new JobArguments(flags),
                Map.of(),
                Map.of());
    }

    private static Map<String, BatchSettings> plan(String annotations, Map<String, String> flags)
            throws ConfigurationException {
        InferenceJob job = load(annotations, flags);
        return BatchPlan.of(job.first().graph(), job.settings().batches());
    }

    @Test
    void sendsNoBatchesUnlessAsked() throws Exception {
        assertThat(plan("", Map.of())).isEmpty();
        assertThat(plan("", Map.of("batch-max-size", "1"))).isEmpty();
    }

    @Test
    void sendsThemToEveryNodeThatTakesRows() throws Exception {
        BatchSettings settings = new BatchSettings(32, Duration.ofMillis(5), 1 << 20);

        assertThat(plan("", Map.of("batch-max-size", "32")))
                .isEqualTo(Map.of("t", settings, "m", settings, "o", settings, "p", settings));
    }

    @Test
    void sendsThemToSingleNodesAsTheirAnnotationsSay() throws Exception {
        assertThat(
                        plan(
                                "leat.io/batch-max-size: '16', leat.io/batch-max-size.t: '1',"
                                        + " leat.io/batch-max-size.m: '64',"
                                        + " leat.io/batch-max-size.o: '1',"
                                        + " leat.io/batch-max-delay.m: 20ms,"
                                        + " leat.io/batch-max-delay: 2ms,"
                                        + " leat.io/batch-max-bytes: 3kb",
                                Map.of()))
                .isEqualTo(
                        Map.of(
                                "m", new BatchSettings(64, Duration.ofMillis(20), 3 << 10),
                                "p", new BatchSettings(16, Duration.ofMillis(2), 3 << 10)));
    }

    @Test
    void prefersTheCommandLineToTheAnnotations() throws Exception {
        assertThat(plan("leat.io/batch-max-size: '16'", Map.of("batch-max-size", "m=4")))
                .containsOnlyKeys("m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    batch-max-size  | 0      | --batch-max-size: "0" (expected: a whole number from 1 to 100000; for one node NODE=VALUE, several separated by commas)
                    batch-max-size  | m=4,m=5 | --batch-max-size: "m=4,m=5" (expected: a whole number from 1 to 100000; for one node NODE=VALUE, several separated by commas)
                    batch-max-size  | x=4    | --batch-max-size: node "x" (expected: one of m, o, p, r, t)
                    batch-max-size  | r=4    | --batch-max-size: node "r" (ROUTER) is 4 (expected: 1, or a node that is called to predict or transform)
                    batch-max-delay | m=61s  | --batch-max-delay of node "m" is 61000ms and LEAT_CALL_TIMEOUT is 60000ms (its default) (expected: at most the timeout of a call)
                    batch-max-delay | 2min   | --batch-max-delay is 120000ms and LEAT_CALL_TIMEOUT is 60000ms (its default) (expected: at most the timeout of a call)
                    batch-max-bytes | 0      | --batch-max-bytes: "0" (expected: a size above zero such as 512kb, 64mb or 1gb; a bare number is bytes; for one node NODE=VALUE, several separated by commas)
                    """)
    void refusesWhatCannotBe(String flag, String value, String message) {
        assertThatThrownBy(() -> load("leat.io/batch-max-size: '8'", Map.of(flag, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    @Test
    void namesTheAnnotationsThatAreWrong() {
        assertThatThrownBy(
                        () ->
                                load(
                                        "leat.io/batch-max-size: '8', leat.io/batch-max-size.m: none",
                                        Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "annotation leat.io/batch-max-size, annotation leat.io/batch-max-size.m: \"8,m=none\" (expected: ")
                .hasMessageEndingWith(
                        "[from d.yaml: spec.annotations[\"leat.io/batch-max-size\"], d.yaml: spec.annotations[\"leat.io/batch-max-size.m\"]]");
    }

    @Test
    void refusesBatchesWhereNoNodeTakesRows() {
        String noRows =
                DEPLOYMENT
                        .formatted("")
                        .replaceAll(
                                "graph: .*",
                                "graph: {name: r, type: COMBINER, children: [{name: s, implementation: SIMPLE_MODEL}]}");

        assertThatThrownBy(
                        () ->
                                JobLoader.load(
                                        PredictorSelection.fromText(noRows, "d.yaml", null),
                                        new JobArguments(Map.of("batch-max-size", "8")),
                                        Map.of(),
                                        Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "--batch-max-size is 8 (expected: 1, as no node of the graph is called to predict or transform)");
    }
}
