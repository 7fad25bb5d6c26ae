package io.leat.kafka;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.jspecify.annotations.Nullable;

/**
 * The connector's enumerator, which also commits the group's offsets: the oldest unanswered offset
 * of each partition, when the results of a checkpoint are committed. It is the only place in a job
 * that commits them. Used by the coordinator's thread; {@link #close} by another when that has
 * ended.
 */
final class OffsetCommittingEnumerator
        implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> delegate;
    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final GroupOffsetCommitter committer;
    private final CheckpointOffsets checkpoints = new CheckpointOffsets();

    /**
     * Wraps an enumerator.
     *
     * @param committer closed with this
     */
    OffsetCommittingEnumerator(
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
            committer.close();
        } finally {
            delegate.close();
        }
    }
}
