// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.Problem;
import io.leat.deployment.reader.DeploymentReader;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.options.settings.ConfigurationCheck;
import io.leat.options.settings.JobSettings.Topics;
import io.leat.options.settings.Overrides;
import io.leat.traffic.TrafficBy;
import io.leat.traffic.TrafficSample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a shadow writes, as its job and {@code validate} see it, and where it must not. */
class ShadowTopicsTest {

    private static final String REFERENCE =
            "{name: KAFKA_OUTPUT_TOPIC, valueFrom: {configMapKeyRef: {name: topics, key: %s}}}";

    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    private static String output(String topic) {
        return "{name: KAFKA_OUTPUT_TOPIC, value: " + topic + "}";
    }

    private static String letters(String topic) {
        return "{name: KAFKA_DEAD_LETTER_TOPIC, value: " + topic + "}";
    }

    /** A deployment with the predictor main and the shadow next, and variables of both. */
    private static String yaml(String main, String next) {
        return yaml(main, next, "in");
    }

    private static String yaml(String main, String next, String input) {
        return """
               apiVersion: machinelearning.seldon.io/v1
               kind: SeldonDeployment
               metadata: {name: income, namespace: lab}
               spec:
                 serverType: kafka
                 predictors:
                 - name: main
                   graph: {name: m, type: MODEL}
                   componentSpecs: [{spec: {containers: [{name: m, image: 'x:1'}]}}]
                   svcOrchSpec:
                     env:
                     - {name: KAFKA_BROKER, value: 'h:1'}
                     - {name: KAFKA_INPUT_TOPIC, value: in}
                     - %s
                 - name: next
                   shadow: true
                   traffic: 20
                   graph: {name: m, type: MODEL}
                   componentSpecs: [{spec: {containers: [{name: m, image: 'x:1'}]}}]
                   svcOrchSpec:
                     env:
                     - {name: KAFKA_BROKER, value: 'h:1'}
                     - {name: KAFKA_INPUT_TOPIC, value: %s}
                     - %s
               """
                .formatted(main, input, next);
    }

    private InferenceJob job(String yaml, String predictor) throws ConfigurationException {
        return JobLoader.load(
                PredictorSelection.fromText(yaml, "d.yaml", predictor),
                new JobArguments(flags),
                environment,
                Map.of());
    }

    private String written(String main, String next) throws ConfigurationException {
        Topics topics = job(yaml(main, next), "next").settings().topics();
        return topics.output() + " " + topics.deadLetters();
    }

    /** What {@code validate} says, which the job says too when it is started. */
    private static List<String> errors(String yaml) throws Exception {
        DeploymentDocument read = DeploymentReader.read(yaml, "d.yaml").get(0);
        return ConfigurationCheck.checked(read, Overrides.NONE).errors().stream()
                .map(Problem::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "out, out, out-shadow out-shadow-dead-letter",
        "out, '', out-shadow out-shadow-dead-letter",
        "out, own, own own-dead-letter"
    })
    void areItsOwnElseThoseOfThePredictorWithASuffix(String main, String next, String written)
            throws Exception {
        assertThat(written(output(main), output("'" + next + "'"))).isEqualTo(written);
        assertThat(errors(yaml(output(main), output("'" + next + "'")))).isEmpty();
    }

    @Test
    void leaveThoseOfThePredictorAsTheyAre() throws Exception {
        InferenceJob job = job(yaml(output("out"), output("out")), "main");

        assertThat(job.settings().topics().output()).isEqualTo("out");
        assertThat(job.sample()).isNull();
    }

    @Test
    void areInAGroupOfTheShadowWhichSamplesByTheNameOfTheDeployment() throws Exception {
        flags.put("traffic-by", "header:X-Customer");

        InferenceJob job = job(yaml(output("out"), output("out")), "next");

        assertThat(job.group()).isEqualTo("next.income.lab");
        assertThat(job.first().name()).isEqualTo("next");
        assertThat(job.sample())
                .isEqualTo(new TrafficSample("income", TrafficBy.parse("header:x-customer"), 20));
    }

    @Test
    void areStatedOnTheCommandLineToo() throws Exception {
        flags.put("output-topic", "mine");

        assertThat(written(output("out"), output("out"))).isEqualTo("mine mine-dead-letter");
    }

    /** As with the pods that render makes: their environment has what the document has. */
    @Test
    void areTheSameWhereTheEnvironmentRepeatsTheDocument() throws Exception {
        environment.put("KAFKA_OUTPUT_TOPIC", "out");
        environment.put("KAFKA_DEAD_LETTER_TOPIC", "own-letters");

        String own = output("out") + "\n      - " + letters("own-letters");

        assertThat(written(output("out"), own)).isEqualTo("out-shadow own-letters");
    }

    @Test
    void followWhatIsStatedForBothPredictors() throws Exception {
        environment.put("KAFKA_OUTPUT_TOPIC", "out");

        assertThat(written("{name: A, value: a}", "{name: A, value: a}"))
                .isEqualTo("out-shadow out-shadow-dead-letter");
    }

    @Test
    void followAReferenceThatBothPredictorsHave() throws Exception {
        String same = REFERENCE.formatted("out");
        environment.put("KAFKA_OUTPUT_TOPIC", "out");

        assertThat(errors(yaml(same, same))).isEmpty();
        assertThat(written(same, same)).isEqualTo("out-shadow out-shadow-dead-letter");
    }

    @Test
    void areRefusedWhereTwoReferencesCannotBeCompared() throws Exception {
        assertThat(errors(yaml(REFERENCE.formatted("out"), REFERENCE.formatted("other"))))
                .containsExactly(
                        "spec.predictors[1].svcOrchSpec.env[2]: KAFKA_OUTPUT_TOPIC of predictor main is"
                                + " a reference, so that it cannot be seen whether shadow next writes"
                                + " elsewhere (expected: both as text, or the same reference for both:"
                                + " the shadow then writes to that topic with -shadow at its end)");
    }

    @Test
    void areNeverTheDeadLetterTopicOfThePredictor() throws Exception {
        String yaml = yaml(output("out"), output("out-dead-letter"));
        String problem =
                "KAFKA_OUTPUT_TOPIC is \"out-dead-letter\", the dead-letter topic of predictor main"
                        + " (expected: a topic that only shadow next writes to)";

        assertThat(errors(yaml))
                .containsExactly("spec.predictors[1].svcOrchSpec.env[2]: " + problem);
        assertThatThrownBy(() -> job(yaml, "next"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({"out, output", "letters, dead-letter"})
    void ofDeadLettersAreNoneOfThePredictors(String topic, String kind) throws Exception {
        String main = output("out") + "\n      - " + letters("letters");
        String next = output("own") + "\n      - " + letters(topic);

        assertThat(errors(yaml(main, next)))
                .containsExactly(
                        ("spec.predictors[1].svcOrchSpec.env[3]: KAFKA_DEAD_LETTER_TOPIC is \"%s\", the"
                                        + " %s topic of predictor main (expected: a topic that only"
                                        + " shadow next writes to)")
                                .formatted(topic, kind));
    }

    @Test
    void ofDeadLettersAreRefusedWhereOneIsStatedForBothPredictors() {
        flags.put("dead-letter-topic", "letters");

        assertThatThrownBy(() -> job(yaml(output("out"), output("out")), "next"))
                .hasMessageContaining(
                        "KAFKA_DEAD_LETTER_TOPIC is \"letters\", the dead-letter topic of predictor main");
    }

    @Test
    void warnOfAShadowThatReadsAnotherTopic() throws Exception {
        String yaml = yaml(output("out"), output("out"), "elsewhere");

        assertThat(
                        JobLoader.warnings(
                                PredictorSelection.fromText(yaml, "d.yaml", "next"),
                                new JobArguments(flags),
                                environment))
                .containsExactly(
                        "KAFKA_INPUT_TOPIC is \"elsewhere\", which no other predictor reads (in): shadow"
                                + " next answers other records than they do [from d.yaml:"
                                + " spec.predictors[1].svcOrchSpec.env[1]]");
    }
}
