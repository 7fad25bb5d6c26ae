// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.client.CallLimits;
import io.leat.client.retry.BreakerSettings;
import io.leat.client.retry.LimitSettings;
import io.leat.client.retry.RetryPolicy;
import io.leat.client.tls.ModelSecurity;
import io.leat.kafka.OnMissingRecords;
import io.leat.kafka.security.KafkaClients;
import io.leat.kafka.sink.OutputPartitioner;
import io.leat.options.Option;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.options.PerNode;
import io.leat.options.access.BrokerConnection;
import io.leat.options.access.SecretReferenceReader;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.LeatOptions.Delivery;
import io.leat.options.catalog.LeatOptions.MaxInFlightOf;
import io.leat.options.catalog.LeatOptions.Order;
import io.leat.options.catalog.LeatOptions.OutputMode;
import io.leat.options.catalog.LeatOptions.Tombstones;
import io.leat.options.catalog.LeatOptions.TrafficMode;
import io.leat.options.catalog.SecretOption;
import io.leat.options.tracing.TracingRules;
import io.leat.options.tracing.TracingSettings;
import io.leat.traffic.TrafficBy;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All options, read and checked. Holds no secret: it becomes part of the job graph.
 *
 * @param limits of each call to a model
 * @param security TLS and credentials of each call
 * @param retries how far a record is tried
 * @param breaker when an endpoint is taken to be down
 * @param concurrency how many calls an endpoint is given at a time
 * @param trafficMode whether predictors that read one topic share its records
 * @param trafficBy what of a record decides which predictor it belongs to
 * @param tracing null where no traces are made
 */
public record JobSettings(
        Topics topics,
        Flow flow,
        CallLimits limits,
        ModelSecurity security,
        RetryPolicy retries,
        BreakerSettings breaker,
        LimitSettings concurrency,
        Batches batches,
        TrafficMode trafficMode,
        TrafficBy trafficBy,
        @Nullable TracingSettings tracing)
        implements Serializable {

    private static final Duration DEFAULT_CONNECT = Duration.ofSeconds(5);

    /**
     * Where records come from and go to.
     *
     * @param clients what reaches the brokers
     * @param group null where it follows from the names
     * @param output null where no predictions are written
     * @param feedback the topic of feedback; null where none is read
     * @param createDeadLetters whether a missing dead-letter topic is made at start
     * @param takeOver whether a job that runs the same deployment is stopped
     * @param brokerWait how long a start waits for brokers; null where it is not stated
     * @param onMissingRecords what to do when records of the input that were not read are gone
     */
    public record Topics(
            KafkaClients clients,
            @Nullable Duration brokerWait,
            @Nullable String group,
            String input,
            @Nullable String output,
            @Nullable String feedback,
            String deadLetters,
            boolean createDeadLetters,
            boolean takeOver,
            OutputPartitioner partitioner,
            OnMissingRecords onMissingRecords)
            implements Serializable {

        /** The topics by the options that name them. */
        public Map<String, String> byOption() {
            Map<String, String> topics = new LinkedHashMap<>();
            topics.put(LeatOptions.INPUT_TOPIC.env(), input);
            if (output != null) {
                topics.put(LeatOptions.OUTPUT_TOPIC.env(), output);
            }
            topics.put(LeatOptions.DEAD_LETTER_TOPIC.env(), deadLetters);
            if (feedback != null) {
                topics.put(LeatOptions.FEEDBACK_TOPIC.env(), feedback);
            }
            return topics;
        }

        /** The same as far as they are stated, where there are problems or others hold some. */
        static Map<String, String> byOption(OptionReader reader) {
            Map<String, String> topics = new LinkedHashMap<>();
            for (Option<String> option :
                    List.of(
                            LeatOptions.INPUT_TOPIC,
                            LeatOptions.OUTPUT_TOPIC,
                            LeatOptions.DEAD_LETTER_TOPIC,
                            LeatOptions.FEEDBACK_TOPIC)) {
                OptionSource.Stated stated = reader.find(option);
                if (stated != null && stated.text() != null) {
                    topics.put(option.env(), stated.text().strip());
                }
            }
            return topics;
        }

        /** The name of a dead-letter topic that is not stated. */
        static String deadLettersBeside(String outputOrInput) {
            return outputOrInput + "-dead-letter";
        }
    }

    /**
     * How records flow.
     *
     * @param maxInFlight records of a subtask, or of each predictor in it
     * @param maxInFlightBytes of the same
     * @param checkpointInterval null where Flink's own configuration decides
     * @param recordDeadline after a record's timestamp; null where it waits for ever
     */
    public record Flow(
            Delivery delivery,
            Order order,
            int maxInFlight,
            long maxInFlightBytes,
            MaxInFlightOf maxInFlightOf,
            @Nullable Duration checkpointInterval,
            Duration transactionTimeout,
            Tombstones tombstones,
            boolean routingInjection,
            @Nullable Duration recordDeadline)
            implements Serializable {}

    /**
     * How records share calls.
     *
     * @param rows at most in a call; none where records do not share
     * @param delay the longest wait for others
     * @param bytes at most in a call
     */
    public record Batches(PerNode<Integer> rows, PerNode<Duration> delay, PerNode<Long> bytes)
            implements Serializable {}

    /**
     * Reads every option and every rule between them.
     *
     * @param shadow what a shadow keeps apart from
     * @return null if the reader has noted problems
     */
    public static @Nullable JobSettings read(OptionReader reader, ShadowTopics shadow) {
        Topics topics = topics(reader, shadow);
        Flow flow = flow(reader);
        CallLimits limits = limits(reader);
        ModelSecurity security = new ModelSecurityReader(reader).read();
        RetryPolicy retries = RetryRules.retries(reader, limits);
        BreakerSettings breaker = EndpointRules.breaker(reader, flow);
        LimitSettings concurrency = EndpointRules.concurrency(reader, flow, limits);
        Batches batches = BatchRules.batches(reader, limits);
        TrafficMode trafficMode = reader.read(LeatOptions.TRAFFIC);
        TrafficBy trafficBy = reader.read(LeatOptions.TRAFFIC_BY);
        SecretReferenceReader secrets = new SecretReferenceReader(reader);
        TracingSettings tracing =
                TracingRules.read(reader, (SecretOption option) -> secrets.read(option));
        return topics == null
                        || flow == null
                        || limits == null
                        || security == null
                        || retries == null
                        || breaker == null
                        || concurrency == null
                        || batches == null
                        || trafficMode == null
                        || trafficBy == null
                        || !reader.problems().isEmpty()
                ? null
                : new JobSettings(
                        topics,
                        flow,
                        limits,
                        security,
                        retries,
                        breaker,
                        concurrency,
                        batches,
                        trafficMode,
                        trafficBy,
                        tracing);
    }

    /**
     * The topics by the options that name them, as far as they are known.
     *
     * @param settings null where there are problems
     */
    public static Map<String, String> topics(@Nullable JobSettings settings, OptionReader reader) {
        return settings == null ? Topics.byOption(reader) : settings.topics().byOption();
    }

    private static @Nullable Topics topics(OptionReader reader, ShadowTopics shadow) {
        KafkaClients clients = BrokerConnection.read(reader);
        Duration brokerWait = reader.read(LeatOptions.BROKER_WAIT);
        String group = reader.read(LeatOptions.GROUP);
        String input = reader.read(LeatOptions.INPUT_TOPIC);
        OutputMode mode = reader.read(LeatOptions.OUTPUT_MODE);
        String output = mode == OutputMode.NONE ? null : shadow.output(reader);
        if (mode == OutputMode.NONE && reader.find(LeatOptions.OUTPUT_TOPIC) != null) {
            reader.warn(
                    "%s: no predictions are written, as %s"
                            .formatted(
                                    reader.name(LeatOptions.OUTPUT_TOPIC),
                                    reader.says(LeatOptions.OUTPUT_MODE, "none")),
                    LeatOptions.OUTPUT_TOPIC);
        }
        String feedback = FeedbackRules.topic(reader, shadow);
        String stated = reader.read(LeatOptions.DEAD_LETTER_TOPIC);
        Boolean create = reader.read(LeatOptions.CREATE_DEAD_LETTER_TOPIC);
        Boolean takeOver = reader.read(LeatOptions.TAKE_OVER);
        OutputPartitioner partitioner = reader.read(LeatOptions.OUTPUT_PARTITIONER);
        OnMissingRecords missing = reader.read(LeatOptions.ON_MISSING_RECORDS);
        String deadLetters =
                deadLetters(
                        reader,
                        stated,
                        mode == OutputMode.NONE ? shadow.withoutOutput(input) : output);
        shadow.check(reader, input, output, deadLetters);
        differ(reader, LeatOptions.INPUT_TOPIC, input, LeatOptions.OUTPUT_TOPIC, output);
        differ(reader, LeatOptions.INPUT_TOPIC, input, LeatOptions.DEAD_LETTER_TOPIC, deadLetters);
        differ(
                reader,
                LeatOptions.OUTPUT_TOPIC,
                output,
                LeatOptions.DEAD_LETTER_TOPIC,
                deadLetters);
        differ(reader, LeatOptions.INPUT_TOPIC, input, LeatOptions.FEEDBACK_TOPIC, feedback);
        differ(reader, LeatOptions.OUTPUT_TOPIC, output, LeatOptions.FEEDBACK_TOPIC, feedback);
        differ(
                reader,
                LeatOptions.DEAD_LETTER_TOPIC,
                deadLetters,
                LeatOptions.FEEDBACK_TOPIC,
                feedback);
        return clients == null
                        || input == null
                        || (output == null && mode != OutputMode.NONE)
                        || deadLetters == null
                        || create == null
                        || takeOver == null
                        || partitioner == null
                        || missing == null
                ? null
                : new Topics(
                        clients,
                        brokerWait,
                        group,
                        input,
                        output,
                        feedback,
                        deadLetters,
                        create,
                        takeOver,
                        partitioner,
                        missing);
    }

    private static @Nullable String deadLetters(
            OptionReader reader, @Nullable String stated, @Nullable String topic) {
        if (stated != null) {
            return stated;
        }
        return topic == null || reader.isDeferred(LeatOptions.DEAD_LETTER_TOPIC)
                ? null
                : Topics.deadLettersBeside(topic);
    }

    /** Topics that are not known yet are taken to differ. */
    private static void differ(
            OptionReader reader,
            Option<String> one,
            @Nullable String first,
            Option<String> other,
            @Nullable String second) {
        if (first != null && first.equals(second)) {
            reader.problem(
                    "%s and %s are both \"%s\" (expected: two different topics)"
                            .formatted(reader.name(one), reader.name(other), first),
                    one,
                    other);
        }
    }

    private static @Nullable Flow flow(OptionReader reader) {
        Delivery delivery = reader.read(LeatOptions.DELIVERY);
        Order order = reader.read(LeatOptions.ORDER);
        Integer maxInFlight = reader.read(LeatOptions.MAX_IN_FLIGHT);
        Long maxInFlightBytes = reader.read(LeatOptions.MAX_IN_FLIGHT_BYTES);
        MaxInFlightOf maxInFlightOf = reader.read(LeatOptions.MAX_IN_FLIGHT_OF);
        Duration interval = reader.read(LeatOptions.CHECKPOINT_INTERVAL);
        Duration transaction = reader.read(LeatOptions.TRANSACTION_TIMEOUT);
        Tombstones tombstones = reader.read(LeatOptions.TOMBSTONES);
        Boolean routingInjection = reader.read(LeatOptions.ROUTING_INJECTION);
        Duration recordDeadline = reader.read(LeatOptions.RECORD_DEADLINE);
        if (interval != null && delivery != null) {
            CheckpointRules.intervalProblems(reader, interval, delivery, transaction);
        }
        if (delivery == null
                || order == null
                || maxInFlight == null
                || maxInFlightBytes == null
                || maxInFlightOf == null
                || transaction == null
                || tombstones == null
                || routingInjection == null) {
            return null;
        }
        return new Flow(
                delivery,
                order,
                maxInFlight,
                maxInFlightBytes,
                maxInFlightOf,
                interval,
                transaction,
                tombstones,
                routingInjection,
                recordDeadline);
    }

    private static @Nullable CallLimits limits(OptionReader reader) {
        Duration timeout = reader.read(LeatOptions.CALL_TIMEOUT);
        Duration stated = reader.read(LeatOptions.CONNECT_TIMEOUT);
        Long maxReply = reader.read(LeatOptions.MAX_REPLY_BYTES);
        Boolean detail = reader.read(LeatOptions.ERROR_DETAIL);
        Duration connect = timeout == null ? stated : connect(reader, stated, timeout);
        return timeout == null || connect == null || maxReply == null || detail == null
                ? null
                : new CallLimits(timeout, connect, maxReply, detail ? CallLimits.DETAIL_BYTES : 0);
    }

    /** At most the time of a call; v1 has an annotation for it that knows no such bound. */
    private static Duration connect(
            OptionReader reader, @Nullable Duration stated, Duration timeout) {
        if (stated == null) {
            return timeout.compareTo(DEFAULT_CONNECT) < 0 ? timeout : DEFAULT_CONNECT;
        }
        if (stated.compareTo(timeout) <= 0) {
            return stated;
        }
        String both =
                "%s and %s"
                        .formatted(
                                reader.says(LeatOptions.CONNECT_TIMEOUT, stated.toMillis() + "ms"),
                                reader.says(LeatOptions.CALL_TIMEOUT, timeout.toMillis() + "ms"));
        if (reader.isAnnotated(LeatOptions.CONNECT_TIMEOUT)) {
            reader.warn(
                    both + ": cut to that, as a call connects first",
                    LeatOptions.CONNECT_TIMEOUT,
                    LeatOptions.CALL_TIMEOUT);
        } else {
            reader.problem(
                    both + " (expected: at most that, as a call connects first)",
                    LeatOptions.CONNECT_TIMEOUT,
                    LeatOptions.CALL_TIMEOUT);
        }
        return timeout;
    }
}
