// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.requestlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.JobLoader;
import io.leat.job.plan.ConfigurationException;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import io.leat.options.requestlog.RequestLogSettings.KafkaLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the request log of a deployment goes, by what states it. */
class RequestLogReaderTest {

    private final Map<String, String> environment =
            new HashMap<>(
                    Map.of(
                            "KAFKA_BROKER", "h:1,i:2",
                            "KAFKA_INPUT_TOPIC", "in",
                            "KAFKA_OUTPUT_TOPIC", "out"));

    private String logger = "{mode: all}";

    private String yaml() {
        return """
               apiVersion: machinelearning.seldon.io/v1
               kind: SeldonDeployment
               metadata: {name: d, namespace: lab}
               spec:
                 protocol: v2
                 serverType: kafka
                 predictors:
                 - name: main
                   graph:
                     name: m
                     type: MODEL
                     logger: %s
                     endpoint: {service_host: models, service_port: 9000}
                   componentSpecs: [{spec: {containers: [{name: m, image: x:1}]}}]
               """
                .formatted(logger);
    }

    private InferenceJob load() throws ConfigurationException {
        return JobLoader.load(selection(), new JobArguments(Map.of()), environment, Map.of());
    }

    private PredictorSelection selection() throws ConfigurationException {
        return PredictorSelection.fromText(yaml(), "d.yaml", null);
    }

    private @Nullable RequestLogSettings log() throws ConfigurationException {
        return load().first().log() == null ? null : load().first().log().settings();
    }

    private KafkaLog kafka() throws ConfigurationException {
        return Objects.requireNonNull(Objects.requireNonNull(log()).kafka());
    }

    private List<String> warnings() throws ConfigurationException {
        return JobLoader.warnings(selection(), new JobArguments(Map.of()), environment).stream()
                .filter(warning -> warning.contains("log"))
                .toList();
    }

    private List<String> problems() {
        try {
            load();
            return List.of();
        } catch (ConfigurationException e) {
            return e.problems();
        }
    }

    @Test
    void isNothingWithoutATargetWhichAWarningNames() throws Exception {
        assertThat(log()).isNull();
        assertThat(warnings())
                .containsExactly(
                        "node \"m\" of predictor main has a logger, and nothing says where to: nothing of it is logged (expected: LOGGER_KAFKA_BROKER or LOGGER_KAFKA_TOPIC, its logger.url, or REQUEST_LOGGER_DEFAULT_ENDPOINT)");
    }

    @Test
    void isOnTheJobsBrokersWhereATopicAloneIsStated() throws Exception {
        environment.put("LOGGER_KAFKA_TOPIC", "payloads");
        assertThat(kafka()).isEqualTo(new KafkaLog("payloads", null));
    }

    @Test
    void isTheTopicSeldonOnTheSameBrokersInWhicheverOrder() throws Exception {
        environment.put("LOGGER_KAFKA_BROKER", "i:2, h:1");
        assertThat(kafka()).isEqualTo(new KafkaLog("seldon", null));
    }

    @Test
    void reachesOtherBrokersAsTheJobsUnlessTheyHaveSecurityOfTheirOwn() throws Exception {
        environment.put("LOGGER_KAFKA_BROKER", "other:3");
        environment.put("KAFKA_SECURITY_PROTOCOL", "SSL");
        environment.put("KAFKA_CLIENT_SSL_PROTOCOL", "TLSv1.3");
        environment.put("KAFKA_CLIENT_LINGER_MS", "3");

        assertThat(kafka().clients().brokers()).isEqualTo("other:3");
        assertThat(kafka().clients().security().protocol()).isEqualTo(SecurityProtocol.SSL);
        assertThat(kafka().clients().stated()).containsKeys("ssl.protocol", "linger.ms");

        environment.put("LOGGER_KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        environment.put("LOGGER_KAFKA_SASL_MECHANISM", "PLAIN");
        environment.put("LOGGER_KAFKA_SASL_USERNAME", "logger");
        environment.put("LOGGER_KAFKA_SASL_PASSWORD", "planted");

        assertThat(kafka().clients().security().protocol()).isEqualTo(SecurityProtocol.SASL_SSL);
        assertThat(kafka().clients().stated()).containsOnlyKeys("linger.ms");
        assertThat(kafka().toString()).doesNotContain("planted");
    }

    @Test
    void refusesSecurityOfBrokersThatAreTheJobs() {
        environment.put("LOGGER_KAFKA_TOPIC", "payloads");
        environment.put("LOGGER_KAFKA_SECURITY_PROTOCOL", "SSL");
        assertThat(problems())
                .containsExactly(
                        "LOGGER_KAFKA_SECURITY_PROTOCOL is stated but the log is on the job's own brokers, which are reached as KAFKA_SECURITY_PROTOCOL says (expected: LOGGER_KAFKA_BROKER with other brokers, or no LOGGER_KAFKA_SECURITY_PROTOCOL)");
    }

    @Test
    void refusesHalfOfASecurityOfItsOwn() {
        environment.put("LOGGER_KAFKA_BROKER", "other:3");
        environment.put("LOGGER_KAFKA_SASL_USERNAME", "logger");
        assertThat(problems())
                .containsExactly(
                        "LOGGER_KAFKA_SASL_USERNAME is stated without LOGGER_KAFKA_SECURITY_PROTOCOL (expected: both, or neither, with which TLS and SASL are as for the job's brokers)");
    }

    @ParameterizedTest
    @CsvSource({
        "in, KAFKA_INPUT_TOPIC",
        "out, KAFKA_OUTPUT_TOPIC",
        "out-dead-letter, KAFKA_DEAD_LETTER_TOPIC"
    })
    void refusesATopicOfTheJob(String topic, String option) {
        environment.put("LOGGER_KAFKA_TOPIC", topic);
        assertThat(problems())
                .containsExactly(
                        "LOGGER_KAFKA_TOPIC and %s are both \"%s\" (expected: a topic that only the request log is written to)"
                                .formatted(option, topic));
    }

    /** As v1, where a broker decides. */
    @Test
    void prefersATopicToAUrl() throws Exception {
        logger = "{mode: all, url: \"http://broker.lab\"}";
        environment.put("LOGGER_KAFKA_TOPIC", "payloads");

        assertThat(Objects.requireNonNull(log()).urlOf("m")).isNull();
        assertThat(warnings())
                .containsExactly(
                        "logger.url of node \"m\": ignored, as with v1: LOGGER_KAFKA_TOPIC is stated, so that all events go to a topic");
    }

    @Test
    void prefersTheUrlOfANodeToThatOfAll() throws Exception {
        environment.put("REQUEST_LOGGER_DEFAULT_ENDPOINT", "http://all");
        assertThat(Objects.requireNonNull(log()).urlOf("m")).isEqualTo("http://all");

        logger = "{mode: all, url: \"http://own/path?x=1\"}";
        assertThat(Objects.requireNonNull(log()).urlOf("m")).isEqualTo("http://own/path?x=1");
        assertThat(warnings()).isEmpty();
    }

    @Test
    void takesEveryOptionFromItsPlace() throws Exception {
        environment.putAll(
                Map.of(
                        "LOGGER_KAFKA_TOPIC", "payloads",
                        "LEAT_LOG_SAMPLE", "0.1",
                        "LEAT_LOG_MAX_BYTES", "64kb",
                        "LEAT_LOG_ON_OUTAGE", "drop"));

        RequestLogSettings log = Objects.requireNonNull(log());

        assertThat(log.sample()).isEqualTo(1_000);
        assertThat(log.maxBytes()).isEqualTo(65_536);
        assertThat(log.dropsInOutage()).isTrue();
        assertThat(log.nodes()).containsOnlyKeys("m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LEAT_LOG_SAMPLE | 0 | \"0\" (expected: a number from 0.0001 to 1, in steps of 0.0001, such as 0.1)",
                "LEAT_LOG_SAMPLE | 1.5 | \"1.5\" (expected: a number from 0.0001 to 1, in steps of 0.0001, such as 0.1)",
                "LEAT_LOG_SAMPLE | 10% | \"10%\" (expected: a number from 0.0001 to 1, in steps of 0.0001, such as 0.1)",
                "REQUEST_LOGGER_DEFAULT_ENDPOINT | ftp://h | \"ftp://h\" (expected: a URL that begins with http:// or https://, without user, password and fragment)",
                "LOGGER_KAFKA_TOPIC | a b | \"a b\" (expected: a topic name of at most 249 letters, digits, '.', '_' and '-')"
            })
    void namesAWrongValue(String name, String value, String problem) {
        environment.put(name, value);
        assertThat(problems()).contains("environment " + name + ": " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{mode: sometimes} | mode: \"sometimes\" (expected: request, response, all)",
                "{url: \"http://h\"} | mode: absent (expected: request, response or all)",
                "{mode: all, url: \"h:80\"} | url: \"h:80\" (expected: a URL that begins with http:// or https://, without user, password and fragment)",
                "{mode: all, url: \"http://planted:secret@h\"} | url: \"…@h\" (expected: a URL that begins with http:// or https://, without user, password and fragment)"
            })
    void refusesALoggerThatSaysTooLittle(String stated, String problem) {
        logger = stated;
        assertThat(problems())
                .containsExactly("d.yaml: spec.predictors[0].graph.logger." + problem);
    }

    @Test
    void warnsOfATopicThatNothingIsWrittenTo() throws Exception {
        logger = "null";
        environment.put("LOGGER_KAFKA_TOPIC", "payloads");
        assertThat(log()).isNull();
        assertThat(warnings())
                .containsExactly(
                        "LOGGER_KAFKA_TOPIC: nothing is logged, as no node of predictor main has a logger");
    }
}
