// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import io.leat.kafka.Destination;
import io.leat.kafka.ResultTopics;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of {@link KafkaPreflight} that concerns the topics of one predictor's results. */
final class ResultPreflight {

    private static final Logger LOG = LoggerFactory.getLogger(ResultPreflight.class);

    /** The option that names the topic of the request log. */
    static final String LOG_OPTION = "LOGGER_KAFKA_TOPIC";

    /** What a dead letter may be larger than its record: its error headers, generously. */
    private static final int ROOM_FOR_REASONS = 64 * 1024;

    private final BrokerInspector broker;
    private final KafkaPreflight.Wanted wanted;
    private final KafkaPreflight.WantedResults results;
    private final AccessCheck access;
    private @Nullable TopicDescription output;
    private @Nullable TopicDescription deadLetters;

    /**
     * Looks at nothing yet.
     *
     * @param access gathers the problems
     */
    ResultPreflight(
            BrokerInspector broker,
            KafkaPreflight.Wanted wanted,
            KafkaPreflight.WantedResults results,
            AccessCheck access) {
        this.broker = broker;
        this.wanted = wanted;
        this.results = results;
        this.access = access;
    }

    /** Notes what is missing and may not be made. */
    void look() {
        output =
                results.output() == null
                        ? null
                        : createdOrRequired(
                                results.createOutput(),
                                access,
                                "KAFKA_OUTPUT_TOPIC",
                                results.output(),
                                written(wanted.transactionTimeout()));
        deadLetters =
                createdOrRequired(
                        results.createDeadLetters(),
                        access,
                        "KAFKA_DEAD_LETTER_TOPIC",
                        results.deadLetters(),
                        written(wanted.transactionTimeout()));
        if (results.log() != null) {
            required(access, LOG_OPTION, results.log(), written(wanted.transactionTimeout()));
        }
    }

    /**
     * Makes what is missing, and reads the limits.
     *
     * @param made the topics that were made for other predictors; those of this one are added
     */
    ResultTopics made(TopicDescription input, Set<String> made) {
        if (results.output() != null && output == null && made.add(results.output())) {
            broker.create(results.output(), input, broker.destination(wanted.input()).maxBytes());
        }
        Destination out = results.output() == null ? null : broker.destination(results.output());
        if (deadLetters == null && made.add(results.deadLetters())) {
            int largest = largestRecord();
            broker.create(
                    results.deadLetters(),
                    output == null ? input : output,
                    withReasons(out == null ? largest : Math.max(out.maxBytes(), largest)));
        }
        Destination letters = broker.destination(results.deadLetters());
        warn(out, letters);
        return new ResultTopics(results.predictor(), out == null ? letters : out, letters)
                .withLog(results.log() == null ? null : log(broker, results.log()));
    }

    /** The topic of a request log, with a warning where it will not keep all of it. */
    static Destination log(BrokerInspector broker, String topic) {
        Destination log = broker.destination(topic);
        if (log.compacted()) {
            LOG.warn(
                    "{}: topic {} is compacted: of events with the same key, as those of one record"
                            + " are, Kafka keeps only the last (expected: cleanup.policy=delete).",
                    LOG_OPTION,
                    topic);
        }
        return log;
    }

    /** In bytes, of those that may become dead letters. */
    private int largestRecord() {
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
    static AclOperation[] written(@Nullable Duration transactionTimeout) {
        return transactionTimeout == null
                ? new AclOperation[] {AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS}
                : new AclOperation[] {
                    AclOperation.WRITE, AclOperation.READ, AclOperation.DESCRIBE_CONFIGS
                };
    }

    /** Null if it may not be seen or is missing, which is a problem noted. */
    static @Nullable TopicDescription required(
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
}
