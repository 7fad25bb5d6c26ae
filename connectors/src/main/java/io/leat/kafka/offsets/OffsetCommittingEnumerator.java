// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.offsets;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.jspecify.annotations.Nullable;

/**
 * The connector's enumerator, which also commits the group's offsets: the oldest unanswered offset
 * of each partition, when the results of a checkpoint are committed. It is the only place in a job
 * that commits them. Used by the coordinator's thread, but for {@link #close}.
 *
 * <p>Why it is so: {@code docs/adr/0010-committed-offsets-are-the-oldest-unanswered-records.md}.
 */
public final class OffsetCommittingEnumerator
        implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

    private static final long EVENTS_TIMEOUT_SECONDS = 5;

    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> delegate;
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final GroupOffsetCommitter committer;
    private final CheckpointOffsets checkpoints = new CheckpointOffsets();

    /**
     * Wraps an enumerator.
     *
     * @param committer closed with this
     */
    public OffsetCommittingEnumerator(
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> delegate,
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            GroupOffsetCommitter committer) {
        this.delegate = delegate;
        this.context = context;
        this.committer = committer;
    }

    @Override
    public void start() {
        delegate.start();
        committer.start();
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (event instanceof UnansweredOffsets offsets) {
            checkpoints
                    .add(subtask, context.currentParallelism(), offsets)
                    .ifPresent(committer::commit);
        } else {
            delegate.handleSourceEvent(subtask, event);
        }
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        delegate.handleSplitRequest(subtask, host);
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
        delegate.addSplitsBack(splits, subtask);
    }

    @Override
    public void addReader(int subtask) {
        delegate.addReader(subtask);
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpointId) throws Exception {
        return delegate.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        delegate.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        delegate.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void close() throws IOException {
        try {
            awaitEvents();
            committer.close();
        } finally {
            delegate.close();
        }
    }

    /**
     * What the readers sent before they ended waits for the coordinator's thread, which ends
     * without it when this is closed.
     */
    private void awaitEvents() {
        CountDownLatch handled = new CountDownLatch(1);
        try {
            context.runInCoordinatorThread(handled::countDown);
            handled.await(EVENTS_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            // The coordinator's thread has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
