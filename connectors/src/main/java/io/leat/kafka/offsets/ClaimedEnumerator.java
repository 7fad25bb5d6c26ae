// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.offsets;

import io.leat.kafka.claim.GroupHeldException;
import io.leat.kafka.offsets.GroupOffsetCommitter.ClaimEvents;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An enumerator that hands out nothing before its job holds the claim on its group, and ends the
 * job when another has it. Used by the coordinator's thread; {@link #close} by another when that
 * has ended.
 *
 * <p>A job that another wants to take over from ends with a checkpoint: the offsets of that one are
 * committed when its transactions are, no further checkpoint begins, and what was answered since is
 * in a transaction that is never committed. So the other goes on exactly there.
 */
public final class ClaimedEnumerator
        implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

    /** How long a job that shall stop waits for the end of a checkpoint. */
    private static final Duration LAST_CHECKPOINT = Duration.ofSeconds(45);

    private static final Logger LOG = LoggerFactory.getLogger(ClaimedEnumerator.class);

    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> delegate;
    private final GroupOffsetCommitter committer;
    private final Set<Integer> readersBefore = new LinkedHashSet<>();
    private boolean started;
    private @Nullable HandOver handOver;
    private final GroupMetrics metrics;

    /** What is wrapped, and what commits the group's offsets. */
    public record Parts(
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator,
            GroupOffsetCommitter committer) {}

    /** The last checkpoint of a job that shall stop. */
    private static final class HandOver {
        private final String host;
        private final Set<Integer> reported = new HashSet<>();
        private long checkpoint = -1;

        HandOver(String host) {
            this.host = host;
        }
    }

    private ClaimedEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            Function<ClaimEvents, Parts> wrapped) {
        this.context = context;
        Parts parts = wrapped.apply(new Events());
        this.delegate = parts.enumerator();
        this.committer = parts.committer();
        this.metrics = GroupMetrics.of(context.metricGroup());
    }

    /**
     * Wraps an enumerator.
     *
     * @param wrapped makes it with a committer that reports what becomes of the claim
     */
    public static ClaimedEnumerator of(
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            Function<ClaimEvents, Parts> wrapped) {
        return new ClaimedEnumerator(context, wrapped);
    }

    /** Comes from the committer's thread. */
    private final class Events implements ClaimEvents {

        @Override
        public void held() {
            metrics.held(true);
            inCoordinator(ClaimedEnumerator.this::begin);
        }

        @Override
        public void lost(GroupHeldException why) {
            metrics.held(false);
            inCoordinator(() -> end(why));
        }

        @Override
        public void wanted(String host) {
            inCoordinator(() -> startHandOver(host));
        }
    }

    /** A failure fails the job; one of a plain task of that thread would end the JobManager. */
    private void inCoordinator(Runnable work) {
        try {
            context.callAsync(() -> true, (ignored, failure) -> work.run());
        } catch (RejectedExecutionException e) {
            LOG.debug("The job ends before", e);
        }
    }

    private void end(GroupHeldException why) {
        LOG.error("{}", why.getMessage());
        committer.endsForGood();
        throw why;
    }

    @Override
    public void start() {
        committer.acquire();
    }

    private void begin() {
        started = true;
        delegate.start();
        readersBefore.stream()
                .filter(context.registeredReaders()::containsKey)
                .forEach(delegate::addReader);
        readersBefore.clear();
    }

    @Override
    public void addReader(int subtask) {
        if (started) {
            delegate.addReader(subtask);
        } else {
            readersBefore.add(subtask);
        }
    }

    private void startHandOver(String host) {
        if (handOver == null) {
            LOG.warn(
                    "A job on host {} is taking over: this job stops after its next checkpoint.",
                    host);
            handOver = new HandOver(host);
            committer.later(LAST_CHECKPOINT, () -> inCoordinator(() -> finishHandOver(host)));
        }
    }

    private void finishHandOver(String host) {
        end(GroupHeldException.givenTo(committer.group(), host));
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpointId) throws Exception {
        HandOver ending = handOver;
        if (ending != null) {
            if (ending.checkpoint >= 0) {
                throw new FlinkRuntimeException(
                        "no checkpoint after the last one of a job that is taken over from");
            }
            ending.checkpoint = checkpointId;
        }
        return delegate.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        HandOver ending = handOver;
        if (ending != null && ending.checkpoint == checkpointId) {
            ending.checkpoint = -1;
            ending.reported.clear();
        }
        delegate.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        delegate.handleSourceEvent(subtask, event);
        HandOver ending = handOver;
        if (ending != null
                && event instanceof UnansweredOffsets offsets
                && offsets.checkpointId() == ending.checkpoint
                && ending.reported.add(subtask)
                && ending.reported.size() == context.currentParallelism()) {
            // Behind the commit of these offsets.
            committer.later(Duration.ZERO, () -> inCoordinator(() -> finishHandOver(ending.host)));
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
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        delegate.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void close() throws IOException {
        metrics.held(false);
        delegate.close();
    }
}
