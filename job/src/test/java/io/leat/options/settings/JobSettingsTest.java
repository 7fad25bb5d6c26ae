// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.CallLimits;
import io.leat.client.retry.BreakerSettings;
import io.leat.client.retry.LimitSettings;
import io.leat.client.retry.LimitSettings.Algorithm;
import io.leat.client.retry.OnExhausted;
import io.leat.client.retry.OnModelError;
import io.leat.client.retry.RetryPolicy;
import io.leat.client.tls.ModelSecurity;
import io.leat.kafka.OnMissingRecords;
import io.leat.kafka.security.KafkaClients;
import io.leat.kafka.sink.OutputPartitioner;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.options.PerNode;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.LeatOptions.Delivery;
import io.leat.options.catalog.LeatOptions.MaxInFlightOf;
import io.leat.options.catalog.LeatOptions.Order;
import io.leat.options.catalog.LeatOptions.Tombstones;
import io.leat.options.catalog.LeatOptions.TrafficMode;
import io.leat.options.catalog.ModelSecurityOptions;
import io.leat.options.catalog.RequestLogOptions;
import io.leat.options.catalog.SecurityOptions;
import io.leat.options.catalog.TracingOptions;
import io.leat.traffic.TrafficBy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of a job as a whole: defaults, and rules between options. */
class JobSettingsTest {

    private final Map<String, String> flags =
            new HashMap<>(Map.of("broker", "h:1", "input-topic", "in", "output-topic", "out"));

    private OptionReader reader() {
        return new OptionReader(List.of(OptionSource.commandLine(flags::get)));
    }

    private List<String> problems() {
        OptionReader reader = reader();
        assertThat(JobSettings.read(reader, ShadowTopics.NONE)).isNull();
        return reader.problems();
    }

    @Test
    void hasADefaultForAllButBrokerAndTopics() {
        assertThat(JobSettings.read(reader(), ShadowTopics.NONE))
                .isEqualTo(
                        new JobSettings(
                                new JobSettings.Topics(
                                        KafkaClients.plain("h:1"),
                                        null,
                                        null,
                                        "in",
                                        "out",
                                        null,
                                        "out-dead-letter",
                                        true,
                                        false,
                                        OutputPartitioner.MURMUR2,
                                        OnMissingRecords.STOP),
                                new JobSettings.Flow(
                                        Delivery.EXACTLY_ONCE,
                                        Order.ORDERED,
                                        100,
                                        64 << 20,
                                        MaxInFlightOf.JOB,
                                        null,
                                        Duration.ofMinutes(10),
                                        Tombstones.DEAD_LETTER,
                                        false,
                                        null),
                                new CallLimits(
                                        Duration.ofSeconds(60), Duration.ofSeconds(5), 64 << 20),
                                ModelSecurity.NONE,
                                new RetryPolicy(
                                        5,
                                        Duration.ofMinutes(10),
                                        Duration.ofSeconds(10),
                                        OnExhausted.DEAD_LETTER,
                                        OnModelError.RETRY),
                                new BreakerSettings(20, 100, Duration.ofSeconds(10)),
                                new LimitSettings(Algorithm.AIMD, 1, 100, Duration.ofSeconds(60)),
                                new JobSettings.Batches(
                                        PerNode.none(),
                                        PerNode.all(Duration.ofMillis(5)),
                                        PerNode.all(1L << 20)),
                                TrafficMode.SPLIT,
                                TrafficBy.KEY,
                                null));
    }

    @Test
    void needsNoOutputTopicWhereNoneIsWritten() {
        flags.remove("output-topic");
        flags.put("output-mode", "none");

        JobSettings.Topics topics = JobSettings.read(reader(), ShadowTopics.NONE).topics();

        assertThat(topics.output()).isNull();
        assertThat(topics.deadLetters()).isEqualTo("in-dead-letter");
    }

    @Test
    void warnsOfAnOutputTopicThatNothingIsWrittenTo() {
        flags.put("output-mode", "none");
        OptionReader reader = reader();

        assertThat(JobSettings.read(reader, ShadowTopics.NONE).topics().output()).isNull();
        assertThat(reader.warnings())
                .containsExactly(
                        "--output-topic: no predictions are written, as --output-mode is none");
    }

    @ParameterizedTest
    @CsvSource({
        "in, --input-topic and --feedback-topic are both \"in\"",
        "out, --output-topic and --feedback-topic are both \"out\"",
        "out-dead-letter, KAFKA_DEAD_LETTER_TOPIC and --feedback-topic are both \"out-dead-letter\""
    })
    void keepsFeedbackApartFromTheOtherTopics(String topic, String problem) {
        flags.put("feedback-topic", topic);

        assertThat(problems()).containsExactly(problem + " (expected: two different topics)");
    }

    @Test
    void takesEveryOptionFromItsPlace() {
        flags.putAll(
                Map.of(
                        "dead-letter-topic", "dead",
                        "traffic-by", "puid",
                        "create-dead-letter-topic", "false",
                        "on-missing-records", "continue",
                        "output-partitioner", "crc32",
                        "delivery", "at-least-once",
                        "order", "unordered",
                        "max-in-flight", "7",
                        "max-in-flight-bytes", "8"));
        flags.put("max-in-flight-of", "predictor");
        flags.put("traffic", "all");
        flags.put("group", "income");
        flags.putAll(
                Map.of(
                        "broker-wait", "14s",
                        "checkpoint-interval", "1s",
                        "transaction-timeout", "2s",
                        "tombstones", "pass",
                        "routing-injection", "true",
                        "take-over", "true",
                        "call-timeout", "3s",
                        "connect-timeout", "2s",
                        "max-reply-bytes", "9"));

        flags.put("error-detail", "true");
        flags.put("record-deadline", "16s");
        flags.put("output-mode", "topic");
        flags.put("feedback-topic", "feedback");
        flags.putAll(
                Map.of(
                        "retry-attempts", "11",
                        "retry-time", "12s",
                        "retry-alone", "8s",
                        "on-exhausted", "stop",
                        "on-model-error", "dead-letter"));

        flags.putAll(
                Map.of(
                        "breaker-records", "6",
                        "breaker-failure-rate", "50",
                        "breaker-wait", "13s",
                        "concurrency", "gradient",
                        "concurrency-min", "2",
                        "concurrency-max", "5"));

        flags.putAll(
                Map.of(
                        "batch-max-size", "16, a=8",
                        "batch-max-delay", "2ms",
                        "batch-max-bytes", "a=3kb"));

        // How brokers are reached is SecurityReaderTest's, models ModelSecurityReaderTest's,
        // the request log RequestLogReaderTest's, and traces TracingRulesTest's.
        assertThat(flags)
                .hasSize(
                        LeatOptions.ALL.size()
                                - SecurityOptions.ALL.size()
                                - ModelSecurityOptions.ALL.size()
                                - TracingOptions.ALL.size()
                                - RequestLogOptions.ALL.size());
        assertThat(JobSettings.read(reader(), ShadowTopics.NONE))
                .isEqualTo(
                        new JobSettings(
                                new JobSettings.Topics(
                                        KafkaClients.plain("h:1"),
                                        Duration.ofSeconds(14),
                                        "income",
                                        "in",
                                        "out",
                                        "feedback",
                                        "dead",
                                        false,
                                        true,
                                        OutputPartitioner.CRC32,
                                        OnMissingRecords.CONTINUE),
                                new JobSettings.Flow(
                                        Delivery.AT_LEAST_ONCE,
                                        Order.UNORDERED,
                                        7,
                                        8,
                                        MaxInFlightOf.PREDICTOR,
                                        Duration.ofSeconds(1),
                                        Duration.ofSeconds(2),
                                        Tombstones.PASS,
                                        true,
                                        Duration.ofSeconds(16)),
                                new CallLimits(
                                        Duration.ofSeconds(3), Duration.ofSeconds(2), 9, 1024),
                                ModelSecurity.NONE,
                                new RetryPolicy(
                                        11,
                                        Duration.ofSeconds(12),
                                        Duration.ofSeconds(8),
                                        OnExhausted.STOP,
                                        OnModelError.DEAD_LETTER),
                                new BreakerSettings(6, 50, Duration.ofSeconds(13)),
                                new LimitSettings(Algorithm.GRADIENT, 2, 5, Duration.ofSeconds(3)),
                                new JobSettings.Batches(
                                        new PerNode<>(Map.of("a", 8), 16),
                                        PerNode.all(Duration.ofMillis(2)),
                                        new PerNode<>(Map.of("a", 3L << 10), null)),
                                TrafficMode.ALL,
                                TrafficBy.PUID,
                                null));
    }

    @Test
    void refusesOneTopicForTwoPurposes() {
        flags.put("output-topic", "in");
        flags.put("dead-letter-topic", "in");

        assertThat(problems())
                .containsExactly(
                        "--input-topic and --output-topic are both \"in\" (expected: two different topics)",
                        "--input-topic and --dead-letter-topic are both \"in\" (expected: two different topics)",
                        "--output-topic and --dead-letter-topic are both \"in\" (expected: two different topics)");
    }

    @Test
    void refusesTransactionsThatEndBeforeTheirCheckpoint() {
        flags.put("checkpoint-interval", "10min");

        assertThat(problems())
                .containsExactly(
                        "LEAT_TRANSACTION_TIMEOUT is 600000ms (its default) and --checkpoint-interval is 600000ms (expected: the transaction outlives the checkpoint interval)");
    }

    @Test
    void doesNotMindThemWhereThereAreNoTransactions() {
        flags.put("checkpoint-interval", "10min");
        flags.put("delivery", "at-least-once");

        assertThat(JobSettings.read(reader(), ShadowTopics.NONE)).isNotNull();
    }

    @Test
    void refusesAnIntervalThatFlinkTakesForNone() {
        flags.put("checkpoint-interval", "9ms");

        assertThat(problems())
                .containsExactly(
                        "--checkpoint-interval is 9ms (expected: at least 10ms, Flink's shortest)");
    }

    @Test
    void refusesABudgetShorterThanOneCall() {
        flags.put("call-timeout", "30s");
        flags.put("retry-time", "20s");

        assertThat(problems())
                .containsExactly(
                        "--retry-time is 20000ms and --call-timeout is 30000ms (expected: a budget of at least one call)");
    }

    @Test
    void refusesToConnectForLongerThanACallMayTake() {
        flags.put("call-timeout", "2s");
        flags.put("connect-timeout", "3s");

        assertThat(problems())
                .containsExactly(
                        "--connect-timeout is 3000ms and --call-timeout is 2000ms (expected: at most that, as a call connects first)");
    }

    @Test
    void connectsForNoLongerThanAShortCallMayTake() {
        flags.put("call-timeout", "2s");

        assertThat(JobSettings.read(reader(), ShadowTopics.NONE))
                .extracting(settings -> settings.limits().connectTimeout())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void givesLongCallsALongerBudgetOfItsOwn() {
        flags.put("call-timeout", "2min");

        assertThat(JobSettings.read(reader(), ShadowTopics.NONE))
                .extracting(settings -> settings.retries().time())
                .isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void refusesLimitsBeyondTheRecordsInFlight() {
        flags.putAll(
                Map.of("max-in-flight", "10", "breaker-records", "11", "concurrency-max", "12"));

        assertThat(problems())
                .containsExactly(
                        "--breaker-records is 11 and --max-in-flight is 10 (expected: at most the records in flight)",
                        "--concurrency-max is 12 and --max-in-flight is 10 (expected: at most the records in flight)");
    }

    @Test
    void refusesAFloorAboveTheCeiling() {
        flags.putAll(Map.of("concurrency-min", "6", "concurrency-max", "5"));

        assertThat(problems())
                .containsExactly(
                        "--concurrency-min is 6 and --concurrency-max is 5 (expected: at most that)");
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 1", "7, 7, 7", "500, 20, 500"})
    void fitsTheLimitsToTheRecordsInFlight(String inFlight, int breakerRecords, int most) {
        flags.put("max-in-flight", inFlight);

        JobSettings settings = JobSettings.read(reader(), ShadowTopics.NONE);

        assertThat(settings).isNotNull();
        assertThat(settings.breaker().records()).isEqualTo(breakerRecords);
        assertThat(settings.concurrency().most()).isEqualTo(most);
    }
}
