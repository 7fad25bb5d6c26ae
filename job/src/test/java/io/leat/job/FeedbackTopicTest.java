// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which predictors are given feedback, as their job and {@code validate} see it. */
class FeedbackTopicTest {

    private static final String MODEL = "{name: m, type: MODEL}";
    private static final String TRANSFORMER = "{name: m, type: TRANSFORMER}";
    private static final String LEARNING =
            "{name: m, type: TRANSFORMER, methods: [TRANSFORM_INPUT, SEND_FEEDBACK]}";

    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    private static String yaml(String protocol, String graph, String more) {
        return """
               apiVersion: machinelearning.seldon.io/v1
               kind: SeldonDeployment
               metadata: {name: income, namespace: lab}
               spec:
                 serverType: kafka
                 protocol: %s
                 predictors:
                 - name: main
                   graph: %s
                   componentSpecs: [{spec: {containers: [{name: m, image: 'x:1'}]}}]
                   svcOrchSpec:
                     env:
                     - {name: KAFKA_BROKER, value: 'h:1'}
                     - {name: KAFKA_INPUT_TOPIC, value: in}
                     - {name: KAFKA_OUTPUT_TOPIC, value: out}
               %s
               """
                .formatted(protocol, graph, more.indent(6));
    }

    private static final String STATED = "- {name: KAFKA_FEEDBACK_TOPIC, value: feedback}";

    private PredictorSelection selection(String yaml, String predictor)
            throws ConfigurationException {
        return PredictorSelection.fromText(yaml, "d.yaml", predictor);
    }

    private InferenceJob job(String yaml, String predictor) throws ConfigurationException {
        return JobLoader.load(
                selection(yaml, predictor), new JobArguments(flags), environment, Map.of());
    }

    private List<String> warnings(String yaml, String predictor) throws ConfigurationException {
        return JobLoader.warnings(selection(yaml, predictor), new JobArguments(flags), environment);
    }

    private String topic(String yaml) throws ConfigurationException {
        return job(yaml, "main").settings().topics().feedback();
    }

    @Test
    void isTheDocumentsOrTheEnvironmentsOrTheCommandLines() throws Exception {
        assertThat(topic(yaml("seldon", MODEL, ""))).isNull();
        assertThat(topic(yaml("seldon", MODEL, STATED))).isEqualTo("feedback");
        environment.put("KAFKA_FEEDBACK_TOPIC", "other");
        assertThat(topic(yaml("seldon", MODEL, STATED))).isEqualTo("other");
        flags.put("feedback-topic", "third");
        assertThat(topic(yaml("seldon", MODEL, STATED))).isEqualTo("third");
    }

    @Test
    void isAnAnnotationsToo() throws Exception {
        String yaml =
                yaml("seldon", MODEL, "")
                        .replace(
                                "spec:\n  server",
                                "spec:\n  annotations: {leat.io/feedback-topic: f}\n  server");

        assertThat(topic(yaml)).isEqualTo("f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tensorflow", "v2"})
    void isRefusedForAProtocolThatHasNoFeedback(String protocol) {
        assertThatThrownBy(() -> job(yaml(protocol, MODEL, STATED), "main"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "KAFKA_FEEDBACK_TOPIC: protocol %s of predictor main has no call for feedback (expected: no feedback topic, or protocol seldon)"
                                .formatted(protocol));
    }

    @Test
    void isRefusedWhereNoNodeTakesFeedback() {
        assertThatThrownBy(() -> job(yaml("seldon", TRANSFORMER, STATED), "main"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "KAFKA_FEEDBACK_TOPIC: no node of predictor main takes feedback (expected: a MODEL or ROUTER that is called, or a node whose methods list SEND_FEEDBACK)");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'd.yaml: spec.predictors[0]: node \"m\": SEND_FEEDBACK has no effect without a feedback topic (KAFKA_FEEDBACK_TOPIC)'",
        "feedback, "
    })
    void isMissedWhereANodeWaitsForIt(String topic, String warning) throws Exception {
        flags.put("feedback-topic", topic);

        List<String> warnings = warnings(yaml("seldon", LEARNING, ""), "main");

        if (warning == null) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .endsWith(warning.substring(warning.indexOf("node")));
        }
    }

    @Test
    void isNotAShadowsToRead() throws Exception {
        String shadow =
                """
                - name: next
                  shadow: true
                  graph: {name: m, type: MODEL}
                  componentSpecs: [{spec: {containers: [{name: m, image: 'x:1'}]}}]
                  svcOrchSpec:
                    env:
                    - {name: KAFKA_BROKER, value: 'h:1'}
                    - {name: KAFKA_INPUT_TOPIC, value: in}
                    - {name: KAFKA_OUTPUT_TOPIC, value: out}
                """
                        .indent(2);
        String silent = yaml("seldon", MODEL, STATED) + shadow;
        String stated = silent + STATED.indent(6);

        assertThat(job(silent, "main").settings().topics().feedback()).isEqualTo("feedback");
        assertThat(job(silent, "next").settings().topics().feedback()).isNull();
        assertThat(job(stated, "next").settings().topics().feedback()).isNull();
        assertThat(warnings(silent, "next")).noneMatch(each -> each.contains("feedback"));
        assertThat(warnings(stated, "next"))
                .anyMatch(
                        each ->
                                each.contains(
                                        "KAFKA_FEEDBACK_TOPIC: shadow next reads no feedback, as its answers are given to no user"));
    }
}
