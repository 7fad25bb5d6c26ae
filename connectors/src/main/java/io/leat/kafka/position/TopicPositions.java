// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import io.leat.kafka.CommitMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The positions of a reader in one topic, compared with what it holds now. */
final class TopicPositions {

    private static final Logger LOG = LoggerFactory.getLogger(StartPositions.class);

    /** Brokers may take a moment to hear that a topic was deleted and made again. */
    private static final int LOOKS = 5;

    private final SourceTopics topics;
    private final String topic;
    private final TopicLogReader logs;
    private final AtomicLong skipped;

    /**
     * Compares nothing yet.
     *
     * @param topic one of the topics
     * @param skipped counts the offsets that are passed over
     */
    TopicPositions(SourceTopics topics, String topic, TopicLogReader logs, AtomicLong skipped) {
        this.topics = topics;
        this.topic = topic;
        this.logs = logs;
        this.skipped = skipped;
    }

    /**
     * Where reading begins in one topic.
     *
     * @param topicId of the topic as it is now, or null where it is not known
     * @param splits with offsets that are in the log; without those that no longer exist
     * @param gone partitions that no longer exist
     */
    record Start(
            @Nullable Uuid topicId, List<KafkaPartitionSplit> splits, List<TopicPartition> gone) {}

    /**
     * Finds where to begin.
     *
     * @param splits of the topic, by partition
     * @param left what stays unread in topics that are not read any more
     * @throws SuppressRestartsException if records are missing and the job is not to go on
     */
    Start of(Map<Integer, KafkaPartitionSplit> splits, List<String> left)
            throws InterruptedException {
        List<String> missing = new ArrayList<>(left);
        TopicLog log = log(splits);
        List<PositionFinding> findings = findings(splits, log);
        findings.stream().map(MissingRecords::text).flatMap(List::stream).forEach(missing::add);
        if (!missing.isEmpty()) {
            stopOrSay(missing);
        }
        return start(splits, log, findings);
    }

    private TopicLog log(Map<Integer, KafkaPartitionSplit> splits) throws InterruptedException {
        for (int look = 1; ; look++) {
            TopicLog log = logs.read(topic, splits.keySet());
            if (log == null) {
                throw new IllegalStateException("topic \"%s\" does not exist".formatted(topic));
            }
            if (look == LOOKS || !isBeyondEnd(splits, log)) {
                return log;
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private boolean isBeyondEnd(Map<Integer, KafkaPartitionSplit> splits, TopicLog log)
            throws InterruptedException {
        return findings(splits, log).stream().anyMatch(PositionFinding.BeyondEnd.class::isInstance);
    }

    private List<PositionFinding> findings(Map<Integer, KafkaPartitionSplit> splits, TopicLog log)
            throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = committed(splits);
        List<PositionFinding> findings = new ArrayList<>();
        splits.values().forEach(split -> findings.add(finding(split, committed, log)));
        return findings;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(
            Map<Integer, KafkaPartitionSplit> splits) throws InterruptedException {
        List<TopicPartition> asked =
                splits.values().stream()
                        .filter(s -> s.getStartingOffset() == KafkaPartitionSplit.COMMITTED_OFFSET)
                        .map(KafkaPartitionSplit::getTopicPartition)
                        .toList();
        return asked.isEmpty() ? Map.of() : logs.committed(topics.group(), asked);
    }

    private static PositionFinding finding(
            KafkaPartitionSplit split,
            Map<TopicPartition, OffsetAndMetadata> committed,
            TopicLog log) {
        int partition = split.getPartition();
        if (split.getStartingOffset() >= 0) {
            return new ReadPosition(
                            partition, split.getStartingOffset(), TopicSplit.topicIdOf(split))
                    .in(log);
        }
        OffsetAndMetadata position = committed.get(split.getTopicPartition());
        if (position != null) {
            return new ReadPosition(partition, position.offset(), committedIn(position)).in(log);
        }
        TopicLog.Offsets offsets = log.offsets().get(partition);
        return new ReadPosition(partition, offsets == null ? 0 : offsets.begin(), log.id()).in(log);
    }

    /** The topic a committed offset is in, or null where that is not noted or cannot be read. */
    private static @Nullable Uuid committedIn(OffsetAndMetadata committed) {
        String id = CommitMetadata.parse(committed.metadata()).get(CommitMetadata.TOPIC_ID);
        try {
            return id == null ? null : Uuid.fromString(id);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void stopOrSay(List<String> missing) {
        String what = MissingRecords.summary(topics.named(topic), missing);
        switch (topics.onMissingRecords()) {
            case STOP ->
                    throw new SuppressRestartsException(
                            new MissingRecordsException(
                                    MissingRecords.stopped(topics.variable(topic), what)));
            case CONTINUE -> LOG.error("RECORDS ARE SKIPPED: {}", what);
        }
    }

    private Start start(
            Map<Integer, KafkaPartitionSplit> splits,
            TopicLog log,
            List<PositionFinding> findings) {
        Map<Integer, Long> offsets = new HashMap<>();
        List<TopicPartition> gone = new ArrayList<>();
        for (PositionFinding finding : findings) {
            if (finding instanceof PositionFinding.Found found) {
                offsets.put(found.partition(), found.offset());
            } else if (finding instanceof PositionFinding.OtherTopic other) {
                LOG.warn("{}", MissingRecords.otherTopic(topic, other));
                offsets.put(other.position().partition(), other.begin());
            } else if (finding instanceof PositionFinding.NoPartition none) {
                requireOtherTopic(none);
                LOG.warn("{}", MissingRecords.noPartition(topic, none));
                gone.add(new TopicPartition(topic, none.position().partition()));
            } else if (finding instanceof PositionFinding.Deleted deleted) {
                skipped.addAndGet(deleted.begin() - deleted.position().offset());
                offsets.put(deleted.position().partition(), deleted.begin());
            } else if (finding instanceof PositionFinding.BeyondEnd beyond) {
                offsets.put(beyond.position().partition(), beyond.goOnAt());
            }
        }
        List<KafkaPartitionSplit> starts = new ArrayList<>();
        offsets.forEach(
                (partition, offset) -> {
                    // Findings are about the partitions of the splits and no other.
                    KafkaPartitionSplit split =
                            Objects.requireNonNull(splits.get(partition), "no split");
                    starts.add(new TopicSplit(split, offset, log.id()));
                });
        return new Start(log.id(), starts, gone);
    }

    /** A topic never loses partitions: the broker that was asked has not heard of them yet. */
    private void requireOtherTopic(PositionFinding.NoPartition none) {
        Uuid id = none.position().topicId();
        if (id != null && id.equals(none.log().id())) {
            throw new IllegalStateException(
                    "the brokers do not know partition %d of topic \"%s\""
                            .formatted(none.position().partition(), topic));
        }
    }
}
