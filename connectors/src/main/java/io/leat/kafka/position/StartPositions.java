// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import io.leat.kafka.CommitMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/**
 * Compares the positions of a reader's partitions with what the topic holds now, before the reader
 * has them: at each start, restart, and for partitions that are new. Kafka's consumer would go to
 * another offset in silence where its own is gone. Used by the task's thread, which it blocks.
 *
 * <p>Why it is so: {@code
 * docs/adr/0012-positions-are-compared-with-the-topic-before-they-are-used.md}.
 */
public final class StartPositions {

    private static final Logger LOG = LoggerFactory.getLogger(StartPositions.class);

    /** Brokers may take a moment to hear that a topic was deleted and made again. */
    private static final int LOOKS = 5;

    private final SourceTopic topic;
    private final TopicLogReader logs;
    private final AtomicLong skipped;

    /**
     * Compares nothing yet.
     *
     * @param skipped counts the offsets that are passed over
     */
    public StartPositions(SourceTopic topic, TopicLogReader logs, AtomicLong skipped) {
        this.topic = topic;
        this.logs = logs;
        this.skipped = skipped;
    }

    /**
     * Where a reader begins.
     *
     * @param topicId of the topic as it is now, or null where it is not known
     * @param splits with offsets that are in the log; without those that no longer exist
     * @param gone partitions that no longer exist
     */
    public record Start(
            @Nullable Uuid topicId, List<KafkaPartitionSplit> splits, List<Integer> gone) {}

    /**
     * Finds where to begin.
     *
     * @param splits of the job's state, or new ones that say "committed" or "earliest"
     * @throws SuppressRestartsException if records are missing and the job is not to go on
     * @throws org.apache.kafka.common.KafkaException if the brokers do not answer
     */
    public Start of(List<KafkaPartitionSplit> splits) throws InterruptedException {
        Map<Integer, KafkaPartitionSplit> ours = new LinkedHashMap<>();
        List<KafkaPartitionSplit> others = new ArrayList<>();
        for (KafkaPartitionSplit split : splits) {
            if (split.getTopic().equals(topic.name())) {
                ours.put(split.getPartition(), split);
            } else {
                others.add(split);
            }
        }
        List<String> missing = new ArrayList<>(new LeftTopics(logs, topic.name()).unread(others));
        TopicLog log = log(ours);
        List<PositionFinding> findings = findings(ours, log);
        findings.stream().map(MissingRecords::text).flatMap(List::stream).forEach(missing::add);
        if (!missing.isEmpty()) {
            stopOrSay(missing);
        }
        return start(ours, log, findings);
    }

    private TopicLog log(Map<Integer, KafkaPartitionSplit> splits) throws InterruptedException {
        for (int look = 1; ; look++) {
            TopicLog log = logs.read(topic.name(), splits.keySet());
            if (log == null) {
                throw new IllegalStateException(
                        "topic \"%s\" does not exist".formatted(topic.name()));
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
        return asked.isEmpty() ? Map.of() : logs.committed(topic.group(), asked);
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
        String what = MissingRecords.summary(topic.name(), missing);
        switch (topic.onMissingRecords()) {
            case STOP ->
                    throw new SuppressRestartsException(
                            new MissingRecordsException(MissingRecords.stopped(what)));
            case CONTINUE -> LOG.error("RECORDS ARE SKIPPED: {}", what);
        }
    }

    private Start start(
            Map<Integer, KafkaPartitionSplit> splits,
            TopicLog log,
            List<PositionFinding> findings) {
        Map<Integer, Long> offsets = new HashMap<>();
        List<Integer> gone = new ArrayList<>();
        for (PositionFinding finding : findings) {
            if (finding instanceof PositionFinding.Found found) {
                offsets.put(found.partition(), found.offset());
            } else if (finding instanceof PositionFinding.OtherTopic other) {
                LOG.warn("{}", MissingRecords.otherTopic(topic.name(), other));
                offsets.put(other.position().partition(), other.begin());
            } else if (finding instanceof PositionFinding.NoPartition none) {
                requireOtherTopic(none);
                LOG.warn("{}", MissingRecords.noPartition(topic.name(), none));
                gone.add(none.position().partition());
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
                            .formatted(none.position().partition(), topic.name()));
        }
    }
}
