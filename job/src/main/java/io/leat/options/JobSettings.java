package io.leat.options;

import io.leat.kafka.OnMissingRecords;
import io.leat.kafka.OutputPartitioner;
import io.leat.kafka.security.KafkaClients;
import io.leat.model.Exhausted;
import io.leat.model.LimitSettings.Algorithm;
import io.leat.model.ModelErrors;
import io.leat.model.ModelSecurity;
import io.leat.options.LeatOptions.Delivery;
import io.leat.options.LeatOptions.Order;
import io.leat.options.LeatOptions.Tombstones;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** All options, read and checked. Holds no secret: it becomes part of the job graph. */
public record JobSettings(
        Topics topics,
        Flow flow,
        Calls calls,
        Retries retries,
        Endpoints endpoints,
        Batches batches)
        implements Serializable {

    private static final Duration USUAL_CONNECT = Duration.ofSeconds(5);

    /**
     * Where records come from and go to.
     *
     * @param clients what reaches the brokers
     * @param createDeadLetters whether a missing dead-letter topic is made at start
     * @param brokerWait how long a start waits for brokers; null where it is not stated
     * @param onMissingRecords what to do when records of the input that were not read are gone
     */
    public record Topics(
            KafkaClients clients,
            @Nullable Duration brokerWait,
            String input,
            String output,
            String deadLetters,
            boolean createDeadLetters,
            OutputPartitioner partitioner,
            OnMissingRecords onMissingRecords)
            implements Serializable {}

    /**
     * How records flow.
     *
     * @param checkpointInterval null where Flink's own configuration decides
     */
    public record Flow(
            Delivery delivery,
            Order order,
            int maxInFlight,
            long maxInFlightBytes,
            @Nullable Duration checkpointInterval,
            Duration transactionTimeout,
            Tombstones tombstones,
            boolean routingInjection)
            implements Serializable {}

    /** How one call to a model is made, and its limits. */
    public record Calls(
            Duration timeout, Duration connectTimeout, long maxReplyBytes, ModelSecurity security)
            implements Serializable {}

    /** How far a record is tried. */
    public record Retries(
            int attempts,
            Duration time,
            Duration alone,
            Exhausted exhausted,
            ModelErrors modelErrors)
            implements Serializable {}

    /**
     * How an endpoint is spared, and given up for down.
     *
     * @param breakerRecords to be failed in a row
     * @param breakerFailureRate percent of them
     * @param breakerWait the longest between two looks
     */
    public record Endpoints(
            int breakerRecords,
            int breakerFailureRate,
            Duration breakerWait,
            Algorithm concurrency,
            int concurrencyMin,
            int concurrencyMax)
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
     * @return null if the reader has noted problems
     */
    public static @Nullable JobSettings read(OptionReader reader) {
        Topics topics = topics(reader);
        Flow flow = flow(reader);
        Calls calls = calls(reader);
        Retries retries = RetryRules.retries(reader, calls);
        Endpoints endpoints = EndpointRules.endpoints(reader, flow);
        Batches batches = BatchRules.batches(reader, calls);
        return topics == null
                        || flow == null
                        || calls == null
                        || retries == null
                        || endpoints == null
                        || batches == null
                        || !reader.problems().isEmpty()
                ? null
                : new JobSettings(topics, flow, calls, retries, endpoints, batches);
    }

    private static @Nullable Topics topics(OptionReader reader) {
        KafkaClients clients = Connection.read(reader);
        Duration brokerWait = reader.read(LeatOptions.BROKER_WAIT);
        String input = reader.read(LeatOptions.INPUT_TOPIC);
        String output = reader.read(LeatOptions.OUTPUT_TOPIC);
        String stated = reader.read(LeatOptions.DEAD_LETTER_TOPIC);
        Boolean create = reader.read(LeatOptions.CREATE_DEAD_LETTER_TOPIC);
        OutputPartitioner partitioner = reader.read(LeatOptions.OUTPUT_PARTITIONER);
        OnMissingRecords missing = reader.read(LeatOptions.ON_MISSING_RECORDS);
        if (clients == null || input == null || output == null) {
            return null;
        }
        String deadLetters = stated == null ? output + "-dead-letter" : stated;
        differ(reader, "KAFKA_INPUT_TOPIC", input, "KAFKA_OUTPUT_TOPIC", output);
        differ(reader, "KAFKA_INPUT_TOPIC", input, "KAFKA_DEAD_LETTER_TOPIC", deadLetters);
        differ(reader, "KAFKA_OUTPUT_TOPIC", output, "KAFKA_DEAD_LETTER_TOPIC", deadLetters);
        return create == null || partitioner == null || missing == null
                ? null
                : new Topics(clients, brokerWait, input, output, deadLetters, create, partitioner, missing);
    }

    private static void differ(
            OptionReader reader, String one, String first, String other, String second) {
        if (first.equals(second)) {
            reader.problem(
                    "%s and %s are both \"%s\" (expected: two different topics)"
                            .formatted(one, other, first));
        }
    }

    private static @Nullable Flow flow(OptionReader reader) {
        Delivery delivery = reader.read(LeatOptions.DELIVERY);
        Order order = reader.read(LeatOptions.ORDER);
        Integer maxInFlight = reader.read(LeatOptions.MAX_IN_FLIGHT);
        Long maxInFlightBytes = reader.read(LeatOptions.MAX_IN_FLIGHT_BYTES);
        Duration interval = reader.read(LeatOptions.CHECKPOINT_INTERVAL);
        Duration transaction = reader.read(LeatOptions.TRANSACTION_TIMEOUT);
        Tombstones tombstones = reader.read(LeatOptions.TOMBSTONES);
        Boolean routingInjection = reader.read(LeatOptions.ROUTING_INJECTION);
        if (interval != null && delivery != null && transaction != null) {
            CheckpointRules.problems("LEAT_CHECKPOINT_INTERVAL", interval, delivery, transaction)
                    .forEach(reader::problem);
        }
        if (delivery == null
                || order == null
                || maxInFlight == null
                || maxInFlightBytes == null
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
                interval,
                transaction,
                tombstones,
                routingInjection);
    }

    private static @Nullable Calls calls(OptionReader reader) {
        Duration timeout = reader.read(LeatOptions.CALL_TIMEOUT);
        Duration stated = reader.read(LeatOptions.CONNECT_TIMEOUT);
        Long maxReply = reader.read(LeatOptions.MAX_REPLY_BYTES);
        ModelSecurity security = new ModelSecurityReader(reader).read();
        if (timeout == null || maxReply == null || security == null) {
            return null;
        }
        if (stated != null && stated.compareTo(timeout) > 0) {
            reader.problem(
                    "LEAT_CONNECT_TIMEOUT is %dms and LEAT_CALL_TIMEOUT is %dms (expected: at most that, as a call connects first)"
                            .formatted(stated.toMillis(), timeout.toMillis()));
        }
        return new Calls(
                timeout, stated == null ? usualConnect(timeout) : stated, maxReply, security);
    }

    private static Duration usualConnect(Duration callTimeout) {
        return callTimeout.compareTo(USUAL_CONNECT) < 0 ? callTimeout : USUAL_CONNECT;
    }
}
