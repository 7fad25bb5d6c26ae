// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import io.leat.kafka.ResultTopics;
import io.leat.kafka.TransactionalIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the broker before anything starts, so that what is missing is said within seconds and
 * with the remedy, and makes the dead-letter topic if it may.
 */
public final class KafkaPreflight {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private KafkaPreflight() {}

    /**
     * The topics and permissions that the job expects.
     *
     * @param feedback null where no feedback is read
     * @param output null where no predictions are written
     * @param group commits offsets, and makes transactional ids this job's own
     * @param results of each predictor
     * @param transactionTimeout null where no transactions are used
     */
    public record Wanted(
            String group,
            String input,
            @Nullable String feedback,
            @Nullable String output,
            boolean createOutput,
            String deadLetters,
            boolean createDeadLetters) {}

    /**
     * What is there.
     *
     * @param results in the order in which they were wanted
     */
    public record Found(String clusterId, int inputPartitions, List<ResultTopics> results) {}

    /**
     * Checks broker, topics and limits. Waits at most 10 seconds for an answer.
     *
     * @param client bootstrap servers and security
     * @throws PreflightException with everything that is not as it must be
     */
    public static Found check(Properties client, Wanted wanted) throws PreflightException {
        Optional<String> wrong = BrokerDiagnosis.wrongListener(client);
        if (wrong.isPresent()) {
            throw new PreflightException(List.of(wrong.get()));
        }
        try (Admin admin = AdminClients.create(AdminClients.answeredWithin(client, PATIENCE))) {
            return check(new BrokerInspector(admin, PATIENCE), wanted);
        } catch (KafkaException e) {
            throw new PreflightException(
                    List.of(BrokerErrors.explain(e, client, PATIENCE.toSeconds())),
                    BrokerErrors.mayPass(e));
        }
    }

    private static Found check(BrokerInspector broker, Wanted wanted) throws PreflightException {
        List<String> problems = new ArrayList<>();
        AccessCheck access = new AccessCheck(broker, problems);
        checkTransactionTimeout(broker, wanted, problems);
        TopicDescription input =
                required(access, "KAFKA_INPUT_TOPIC", wanted.input(), AclOperation.READ);
        if (wanted.feedback() != null) {
            required(access, "KAFKA_FEEDBACK_TOPIC", wanted.feedback(), AclOperation.READ);
        }
        TopicDescription output =
                wanted.output() == null
                        ? null
                        : createdOrRequired(
                                wanted.createOutput(),
                                access,
                                "KAFKA_OUTPUT_TOPIC",
                                wanted.output(),
                                written(wanted));
        TopicDescription deadLetters =
                createdOrRequired(
                        wanted.createDeadLetters(),
                        access,
                        "KAFKA_DEAD_LETTER_TOPIC",
                        wanted.deadLetters(),
                        written(wanted));
        access.group(wanted.group());
        if (wanted.transactionTimeout() != null) {
            access.transactions(TransactionalIds.prefix(wanted.group()));
        }
        if (!problems.isEmpty() || input == null) {
            throw new PreflightException(problems.stream().distinct().toList());
        }
        Set<String> made = new HashSet<>();
        List<ResultTopics> found = new ArrayList<>();
        for (ResultPreflight each : results) {
            found.add(each.made(input, made));
        }
        Destination out = wanted.output() == null ? null : broker.destination(wanted.output());
        if (deadLetters == null) {
            int largest = largestRecord(broker, wanted);
            broker.create(
                    wanted.deadLetters(),
                    output == null ? input : output,
                    withReasons(out == null ? largest : Math.max(out.maxBytes(), largest)));
        }
        Destination letters = broker.destination(wanted.deadLetters());
        warn(out, letters);
        return new Found(
                broker.clusterId(),
                input.partitions().size(),
                out == null ? letters : out,
                letters);
    }

    /** In bytes, of those that may become dead letters. */
    private static int largestRecord(BrokerInspector broker, Wanted wanted) {
        int request = broker.destination(wanted.input()).maxBytes();
        return wanted.feedback() == null
                ? request
                : Math.max(request, broker.destination(wanted.feedback()).maxBytes());
    }

    /** The size of a dead letter, for a record of this size. */
    static int withReasons(int recordBytes) {
        return (int) Math.min(Integer.MAX_VALUE, (long) recordBytes + ROOM_FOR_REASONS);
    }

    /** What works, and costs something that its owner may not know of. */
    private static void warn(@Nullable Destination output, Destination deadLetters) {
        if (output != null && output.compacted()) {
            LOG.warn(
                    "KAFKA_OUTPUT_TOPIC: topic {} is compacted and takes no record without a key:"
                            + " predictions for such records become dead letters (expected:"
                            + " cleanup.policy=delete, or a key on every record).",
                    output.topic());
        }
        if (deadLetters.compacted()) {
            LOG.warn(
                    "KAFKA_DEAD_LETTER_TOPIC: topic {} is compacted: of dead letters with the same"
                            + " key Kafka keeps only the last, and removes those without a value"
                            + " (expected: cleanup.policy=delete).",
                    deadLetters.topic());
        }
    }

    /**
     * The transactions of a job that was killed are found by their producers, which Kafka shows to
     * readers of a topic only.
     */
    private static AclOperation[] written(Wanted wanted) {
        return wanted.transactionTimeout() == null
                ? new AclOperation[] {AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS}
                : new AclOperation[] {
                    AclOperation.WRITE, AclOperation.READ, AclOperation.DESCRIBE_CONFIGS
                };
    }

    /** Null if it may not be seen or is missing, which is a problem noted. */
    private static @Nullable TopicDescription required(
            AccessCheck access, String option, String topic, AclOperation... needed) {
        int before = access.problems().size();
        TopicDescription found = access.topic(option, topic, needed);
        if (found == null && access.problems().size() == before) {
            access.problems().add(missing(option, topic));
        }
        return found;
    }

    /** Null if it is not there, which is a problem if it may not be made. */
    private static @Nullable TopicDescription createdOrRequired(
            boolean created,
            AccessCheck access,
            String option,
            String topic,
            AclOperation... needed) {
        return created
                ? access.topic(option, topic, needed)
                : required(access, option, topic, needed);
    }

    private static String missing(String option, String topic) {
        return "%s: topic \"%s\" does not exist (expected: an existing topic; create it with kafka-topics.sh --create --topic %s, or correct the name)"
                .formatted(option, topic, topic);
    }

    private static void checkTransactionTimeout(
            BrokerInspector broker, Wanted wanted, List<String> problems) {
        Duration timeout = wanted.transactionTimeout();
        if (timeout == null) {
            return;
        }
        String most = broker.setting("transaction.max.timeout.ms");
        if (most != null && timeout.toMillis() > Long.parseLong(most)) {
            problems.add(
                    "LEAT_TRANSACTION_TIMEOUT is %d ms (expected: at most the broker's transaction.max.timeout.ms, %s ms)"
                            .formatted(timeout.toMillis(), most));
        }
    }

    /**
     * The longest a broker lets a transaction live, {@code transaction.max.timeout.ms}; null where
     * no broker answers, or none says it.
     */
    public static @Nullable Duration longestTransaction(Properties client) {
        try (Admin admin = AdminClients.create(AdminClients.answeredWithin(client, PATIENCE))) {
            String most =
                    new BrokerInspector(admin, PATIENCE).setting("transaction.max.timeout.ms");
            return most == null ? null : Duration.ofMillis(Long.parseLong(most));
        } catch (KafkaException e) {
            return null; // what stands in the way of the broker is not what is asked here
        }
    }
}
