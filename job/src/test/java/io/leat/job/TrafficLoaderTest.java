// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorPlan;
import io.leat.job.plan.PredictorSelection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which predictors are one job, and what they must state alike. */
class TrafficLoaderTest {

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
                traffic: %s
                graph: {name: m, type: MODEL, endpoint: {service_host: h, service_port: 1}}
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: "h:1"}
                  - {name: KAFKA_INPUT_TOPIC, value: in}
                  - {name: KAFKA_OUTPUT_TOPIC, value: out}
                  %s
              - name: canary
                traffic: %s
                graph: {name: m, type: MODEL, endpoint: {service_host: i, service_port: 2}}
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: "h:1"}
                  - {name: KAFKA_INPUT_TOPIC, value: in}
                  - {name: KAFKA_OUTPUT_TOPIC, value: out-canary}
                  %s
            """;

    private static String yaml(String ofMain, String ofCanary) {
        return DEPLOYMENT.formatted("", 90, ofMain, 10, ofCanary);
    }

    private static String variable(String name, String value) {
        return "- {name: %s, value: '%s'}".formatted(name, value);
    }

    private static InferenceJob load(
            String yaml,
            @Nullable String predictor,
            Map<String, String> flags,
            Map<String, String> environment)
            throws ConfigurationException {
        return JobLoader.load(
                PredictorSelection.fromText(yaml, "d.yaml", predictor),
                new JobArguments(flags),
                environment,
                Map.of());
    }

    private static InferenceJob load(String yaml) throws ConfigurationException {
        return load(yaml, null, Map.of(), Map.of());
    }

    @Test
    void isOneJobOfAllThatReadOneTopic() throws Exception {
        InferenceJob job = load(yaml("", ""));

        assertThat(job.group()).isEqualTo("main.d.lab");
        assertThat(job.predictors())
                .extracting(PredictorPlan::name)
                .containsExactly("main", "canary");
        assertThat(job.predictors())
                .extracting(each -> each.settings().topics().output())
                .containsExactly("out", "out-canary");
        assertThat(job.predictors())
                .extracting(each -> each.settings().topics().deadLetters())
                .containsExactly("out-dead-letter", "out-canary-dead-letter");
        assertThat(job.split()).isNotNull();
        assertThat(job.split().words()).isEqualTo("main 90, canary 10");
        assertThat(job.split().salt()).isEqualTo("d");
    }

    /** A predictor that is named stands for the job that it is part of. */
    @ParameterizedTest
    @CsvSource({"main", "canary"})
    void isTheSameJobWhicheverPredictorIsNamed(String predictor) throws Exception {
        assertThat(load(yaml("", ""), predictor, Map.of(), Map.of())).isEqualTo(load(yaml("", "")));
    }

    @Test
    void isAJobOfEachWhereEachAnswersAll() throws Exception {
        String yaml = DEPLOYMENT.formatted("leat.io/traffic: all", 90, "", 10, "");

        InferenceJob canary = load(yaml, "canary", Map.of(), Map.of());

        assertThat(canary.group()).isEqualTo("canary.d.lab");
        assertThat(canary.predictors()).hasSize(1);
        assertThat(canary.split()).isNull();
        assertThatThrownBy(() -> load(yaml))
                .hasMessage(
                        "d.yaml: several predictors (expected: --predictor with one of main, canary)");
        assertThat(load(yaml("", ""), "main", Map.of("traffic", "all"), Map.of()).predictors())
                .hasSize(1);
    }

    @Test
    void isAJobOfEachWhereTheyReadTopicsOfTheirOwn() throws Exception {
        String yaml = yaml("", "").replaceFirst("value: in}", "value: other}");

        assertThat(load(yaml, "canary", Map.of(), Map.of()).predictors()).hasSize(1);
        assertThatThrownBy(() -> load(yaml)).hasMessageContaining("several predictors");
    }

    @Test
    void takesAnotherGroupWhereOneIsStated() throws Exception {
        String yaml = DEPLOYMENT.formatted("leat.io/group: income", 90, "", 10, "");

        assertThat(load(yaml).group()).isEqualTo("income");
        assertThat(load(yaml, null, Map.of("group", "mine"), Map.of()).group()).isEqualTo("mine");
    }

    @Test
    void keepsWhatIsAPredictorsOwn() throws Exception {
        InferenceJob job =
                load(
                        yaml(
                                variable("LEAT_CALL_TIMEOUT", "3s"),
                                variable("LEAT_TOMBSTONES", "pass")));

        assertThat(job.predictors())
                .extracting(each -> each.settings().limits().callTimeout().toSeconds())
                .containsExactly(3L, 60L);
        assertThat(job.predictors())
                .extracting(each -> each.settings().flow().tombstones().name())
                .containsExactly("DEAD_LETTER", "PASS");
    }

    @Test
    void findsWhatTheEnvironmentHoldsForOnePredictor() throws Exception {
        InferenceJob job =
                load(
                        yaml("", ""),
                        null,
                        Map.of(),
                        Map.of("KAFKA_OUTPUT_TOPIC__canary", "elsewhere"));

        assertThat(job.predictors())
                .extracting(each -> each.settings().topics().output())
                .containsExactly("out", "elsewhere");
    }

    @ParameterizedTest
    @CsvSource({
        "LEAT_ORDER, unordered, ordered (its default)",
        "LEAT_DELIVERY, at-least-once, exactly-once (its default)",
        "LEAT_MAX_IN_FLIGHT, 7, 100 (its default)",
        "LEAT_MAX_IN_FLIGHT_OF, predictor, job (its default)",
        "LEAT_CHECKPOINT_INTERVAL, 1s, not stated",
        "LEAT_OUTPUT_PARTITIONER, crc32, murmur2 (its default)"
    })
    void refusesWhatTheJobHasOnceAndPredictorsStateApart(
            String name, String value, String otherwise) {
        assertThatThrownBy(() -> load(yaml(variable(name, value), "")))
                .hasMessage(
                        "%s is %s for predictor main and %s for predictor canary (expected: the same for both, as predictors that read one input topic run as one job; or leat.io/traffic: all, with which each is a job of its own and answers every record) [from d.yaml: spec.predictors[0].svcOrchSpec.env[3]]"
                                .formatted(name, value, otherwise));
    }

    @Test
    void takesForTheSameWhatIsWrittenOtherwise() throws Exception {
        assertThat(
                        load(yaml(
                                        variable("LEAT_CHECKPOINT_INTERVAL", "60s"),
                                        variable("LEAT_CHECKPOINT_INTERVAL", "1min")))
                                .predictors())
                .hasSize(2);
    }

    @Test
    void refusesTheOutputTopicOfOneAsTheDeadLetterTopicOfTheOther() {
        assertThatThrownBy(() -> load(yaml(variable("KAFKA_DEAD_LETTER_TOPIC", "out-canary"), "")))
                .hasMessageContaining(
                        "\"out-canary\" is the output topic of predictor canary and the dead-letter topic of predictor main (expected: two different topics)");
    }

    @ParameterizedTest
    @CsvSource({"110, -10, 110", "90, 20, adds up to 110", "-1, 101, -1 (expected: 0 to 100)"})
    void refusesWeightsThatAreNone(String main, String canary, String message) {
        assertThatThrownBy(() -> load(DEPLOYMENT.formatted("", main, "", canary, "")))
                .hasMessageContaining(message);
    }
}
