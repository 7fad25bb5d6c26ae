// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.source;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.gate.InFlightGate;
import io.leat.kafka.position.ReaderStarted;
import io.leat.kafka.position.StartPositions;
import io.leat.kafka.position.TopicSplit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.Uuid;

/**
 * Reads only while the gate is open. A closed gate looks to Flink like an empty topic, so the task
 * stays free for checkpoints, savepoints and commits.
 */
@SuppressWarnings("try") // Flink declares close() with Exception
final class GatedSourceReader implements SourceReader<InferenceRequest, KafkaPartitionSplit> {

    /** The system adds about as much to it. */
    private static final long REST_NANOS = 50_000;

    private final SourceReader<InferenceRequest, KafkaPartitionSplit> delegate;
    private final InFlightGate gate;
    private final StartPositions starts;
    private final Consumer<SourceEvent> toEnumerator;
    private final ConsumedPositions positions;
    private final UnansweredOffsetsReport unanswered;
    private final Runnable onClose;
    private final Map<String, Uuid> topicIds = new HashMap<>();

    GatedSourceReader(
            SourceReader<InferenceRequest, KafkaPartitionSplit> delegate,
            InFlightGate gate,
            StartPositions starts,
            Consumer<SourceEvent> toEnumerator,
            ConsumedPositions positions,
            UnansweredOffsetsReport unanswered,
            Runnable onClose) {
        this.delegate = delegate;
        this.gate = gate;
        this.starts = starts;
        this.toEnumerator = toEnumerator;
        this.positions = positions;
        this.unanswered = unanswered;
        this.onClose = onClose;
    }

    @Override
    public InputStatus pollNext(ReaderOutput<InferenceRequest> output) throws Exception {
        if (!gate.isOpen()) {
            gate.look();
        }
        if (gate.isOpen()) {
            return delegate.pollNext(output);
        }
        if (gate.isWorthARest(2 * REST_NANOS)) {
            LockSupport.parkNanos(REST_NANOS);
            return InputStatus.MORE_AVAILABLE; // after what has come meanwhile
        }
        return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return gate.isOpen() ? delegate.isAvailable() : gate.opening();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        StartPositions.Start start;
        try {
            start = starts.of(splits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("cancelled while looking at the topic", e);
        }
        Map<String, String> ids = new HashMap<>();
        start.topicIds()
                .forEach(
                        (topic, id) -> {
                            requireOneTopic(topic, id);
                            ids.put(topic, id.toString());
                        });
        toEnumerator.accept(new ReaderStarted(ids, start.gone()));
        if (!start.splits().isEmpty()) {
            PositionInterceptor.noting(positions, () -> delegate.addSplits(start.splits()));
        }
        for (KafkaPartitionSplit split : start.splits()) {
            gate.own(split.getTopicPartition(), split.getStartingOffset());
        }
    }

    /** New partitions of another topic do not join those of the one that is being read. */
    private void requireOneTopic(String topic, Uuid now) {
        Uuid before = topicIds.put(topic, now);
        if (before != null && !before.equals(now)) {
            throw new IllegalStateException(
                    "topic \"%s\" has been deleted and made again while the job runs (topic id %s before, %s now)"
                            .formatted(topic, before, now));
        }
    }

    @Override
    public void start() {
        delegate.start();
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        List<KafkaPartitionSplit> splits = new ArrayList<>();
        for (KafkaPartitionSplit split : delegate.snapshotState(checkpointId)) {
            long next = positions.next(split.getTopicPartition(), split.getStartingOffset());
            splits.add(new TopicSplit(split, next, topicIds.get(split.getTopic())));
        }
        unanswered.snapshot(checkpointId, splits);
        return splits;
    }

    @Override
    public void notifyNoMoreSplits() {
        delegate.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        delegate.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        delegate.notifyCheckpointComplete(checkpointId);
        unanswered.complete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        delegate.notifyCheckpointAborted(checkpointId);
        unanswered.aborted(checkpointId);
    }

    @Override
    public void close() throws Exception {
        onClose.run();
        delegate.close();
    }
}
