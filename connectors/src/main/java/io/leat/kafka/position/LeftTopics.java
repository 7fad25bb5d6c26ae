// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topics that the state is of and the job no longer reads, as its topics were changed: none of them
 * is read on, and what is unread in them is found.
 *
 * @param now the topics the job reads now
 */
record LeftTopics(TopicLogReader logs, List<String> now) {

    private static final Logger LOG = LoggerFactory.getLogger(LeftTopics.class);

    /** What would stay unanswered in them, a sentence for each partition. */
    List<String> unread(List<KafkaPartitionSplit> splits) throws InterruptedException {
        Map<String, Map<Integer, KafkaPartitionSplit>> byTopic = new TreeMap<>();
        for (KafkaPartitionSplit split : splits) {
            byTopic.computeIfAbsent(split.getTopic(), name -> new TreeMap<>())
                    .put(split.getPartition(), split);
        }
        List<String> unread = new ArrayList<>();
        for (Map.Entry<String, Map<Integer, KafkaPartitionSplit>> left : byTopic.entrySet()) {
            unread.addAll(unread(left.getKey(), left.getValue()));
        }
        return unread;
    }

    private List<String> unread(String topic, Map<Integer, KafkaPartitionSplit> splits)
            throws InterruptedException {
        TopicLog log = log(topic, splits);
        List<String> unread = new ArrayList<>();
        if (log != null) {
            splits.values().stream()
                    .map(split -> unread(split, log))
                    .flatMap(List::stream)
                    .forEach(unread::add);
        }
        LOG.warn(
                "The job's state is of topic \"{}\", and it reads \"{}\" now: the former is not read"
                        + " on{}.",
                topic,
                String.join("\" and \"", now),
                log == null ? "; it does not exist or may not be seen" : "");
        return unread;
    }

    private @Nullable TopicLog log(String topic, Map<Integer, KafkaPartitionSplit> splits)
            throws InterruptedException {
        try {
            return logs.read(topic, splits.keySet());
        } catch (AuthorizationException e) {
            return null;
        }
    }

    private static List<String> unread(KafkaPartitionSplit split, TopicLog log) {
        TopicLog.Offsets offsets = log.offsets().get(split.getPartition());
        if (offsets == null) {
            return List.of();
        }
        long from = Math.max(split.getStartingOffset(), offsets.begin());
        return from >= offsets.end()
                ? List.of()
                : List.of(
                        "the job's state is of topic \"%s\", whose partition %d is read up to offset %d and ends at %d: %d offsets in it would stay unanswered (to read them first, set it back to that topic, or KAFKA_FEEDBACK_TOPIC if they are feedback)"
                                .formatted(
                                        split.getTopic(),
                                        split.getPartition(),
                                        from,
                                        offsets.end(),
                                        offsets.end() - from));
    }
}
