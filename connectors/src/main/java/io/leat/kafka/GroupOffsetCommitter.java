package io.leat.kafka;

import io.leat.kafka.GroupClaim.State;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the offsets of the job's consumer group. One per job, on the JobManager. All that asks the
 * brokers runs on one thread of its own; the methods may be called by any thread and do not block,
 * but for {@link #close}.
 *
 * <p>A commit that fails is not repeated: the next checkpoint brings a newer one. Nothing is lost by
 * that, as the offsets serve only a start without state and those who watch the lag.
 */
final class GroupOffsetCommitter implements AutoCloseable {

    /** The metric of commits that the brokers took. */
    static final String SUCCEEDED = "commitsSucceeded";

    /** The metric of commits that they did not. */
    static final String FAILED = "commitsFailed";

    private static final Logger LOG = LoggerFactory.getLogger(GroupOffsetCommitter.class);

    private final Supplier<? extends GroupOffsets> connect;
    private final String group;
    private final Duration patience;
    private final ClaimKeeper claim;
    private final ClaimEvents events;
    private final Counter succeeded;
    private final Counter failed;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicReference<@Nullable Map<TopicPartition, Long>> next =
            new AtomicReference<>();
    private @Nullable GroupOffsets offsets; // the thread's own
    private boolean failing; // the thread's own
    private volatile State end = State.RELEASED;

    /** What becomes of the claim on the group. Called by the committer's thread. */
    interface ClaimEvents {

        /** The job may read and write. */
        void held();

        /** The job must stop. */
        void lost(GroupHeldException why);

        /** The job shall stop, for one on this host. */
        void wanted(String host);
    }

    /**
     * Connects when there is something to commit.
     *
     * @param connect called on the committer's thread
     * @param group its name, for the log
     * @param claim used on the committer's thread
     * @param patience how long {@link #close} waits for a commit
     */
    GroupOffsetCommitter(
            Supplier<? extends GroupOffsets> connect,
            String group,
            ClaimKeeper claim,
            ClaimEvents events,
            Duration patience,
            MetricGroup metrics) {
        this.connect = connect;
        this.group = group;
        this.claim = claim;
        this.events = events;
        this.patience = patience;
        this.succeeded = metrics.counter(SUCCEEDED);
        this.failed = metrics.counter(FAILED);
        this.thread =
                new ScheduledThreadPoolExecutor(
                        1,
                        work -> {
                            Thread thread = new Thread(work, "leat-group-offsets");
                            thread.setDaemon(true);
                            return thread;
                        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Starts to take the claim on the group, and then keeps it. Nothing is committed before. */
    void acquire() {
        thread.execute(this::stepToClaim);
    }

    private void stepToClaim() {
        try {
            Optional<Duration> wait = claim.acquire(store());
            if (wait.isPresent()) {
                later(wait.get(), this::stepToClaim);
            } else {
                events.held();
                later(ClaimWatch.RENEWAL, this::renew);
            }
        } catch (GroupHeldException e) {
            events.lost(e);
        } catch (UnknownMemberIdException e) {
            events.lost(GroupHeldException.hasMembers(group));
        } catch (KafkaException e) {
            LOG.warn("The claim on group {} cannot be taken yet: {}", group, e.toString());
            later(ClaimWatch.RENEWAL, this::stepToClaim);
        }
    }

    private void renew() {
        try {
            claim.renew(store());
            String host = claim.wantedBy();
            if (host != null) {
                events.wanted(host);
            }
        } catch (GroupHeldException e) {
            events.lost(e);
            return;
        } catch (KafkaException e) {
            // Brokers that are away cannot show the claim to another job either.
            LOG.debug("The claim on group {} cannot be renewed now: {}", group, e.toString());
        }
        if (claim.isHeld()) {
            later(ClaimWatch.RENEWAL, this::renew);
        }
    }

    /**
     * Runs something on the committer's thread, behind what is to be committed now; not after
     * {@link #close}.
     *
     * @param work lets nothing escape
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    void later(Duration delay, Runnable work) {
        if (!thread.isShutdown()) {
            thread.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    String group() {
        return group;
    }

    private GroupOffsets store() {
        GroupOffsets store = offsets;
        if (store == null) {
            store = connect.get();
            offsets = store;
        }
        return store;
    }

    /**
     * Commits soon. Offsets that were to be committed and are not yet are replaced.
     *
     * @param unanswered the oldest unanswered offset by partition; for {@link
     *     UnansweredOffsets#NOTHING_READ}, what the group has committed is committed again, else
     *     the partition's earliest offset
     */
    void commit(Map<TopicPartition, Long> unanswered) {
        if (next.getAndSet(unanswered) == null && !thread.isShutdown()) {
            thread.execute(this::commitNext);
        }
    }

    private void commitNext() {
        @Nullable Map<TopicPartition, Long> unanswered = next.getAndSet(null);
        if (unanswered == null || unanswered.isEmpty()) {
            return;
        }
        try {
            commitNow(unanswered);
            succeeded.inc();
            failing = false;
        } catch (GroupHeldException e) {
            events.lost(e);
        } catch (KafkaException e) {
            failed.inc();
            warn(e);
        }
    }

    private void commitNow(Map<TopicPartition, Long> unanswered) {
        GroupOffsets store = store();
        Map<TopicPartition, OffsetAndMetadata> before = store.committed();
        Map<TopicPartition, Long> positions = positions(store, unanswered, before);
        Map<TopicPartition, OffsetAndMetadata> after = new HashMap<>();
        positions.forEach(
                (partition, offset) ->
                        after.put(
                                partition,
                                new OffsetAndMetadata(offset, metadata(before.get(partition)))));
        Map<TopicPartition, OffsetAndMetadata> claimed = claim.renewWith(before, after);
        if (!claimed.isEmpty()) {
            store.commit(claimed);
        }
    }

    private static Map<TopicPartition, Long> positions(
            GroupOffsets store,
            Map<TopicPartition, Long> unanswered,
            Map<TopicPartition, OffsetAndMetadata> before) {
        Map<TopicPartition, Long> positions = new HashMap<>(unanswered);
        before.forEach(
                (partition, committed) ->
                        positions.replace(
                                partition, UnansweredOffsets.NOTHING_READ, committed.offset()));
        Collection<TopicPartition> unread =
                positions.keySet().stream()
                        .filter(p -> positions.get(p) == UnansweredOffsets.NOTHING_READ)
                        .collect(Collectors.toList());
        positions.keySet().removeAll(unread);
        if (!unread.isEmpty()) {
            positions.putAll(store.beginnings(unread));
        }
        return positions;
    }

    private static String metadata(@Nullable OffsetAndMetadata before) {
        return before == null ? "" : CommitMetadata.parse(before.metadata()).text();
    }

    /** Once, until a commit succeeds again: brokers that are away would fill the log. */
    private void warn(KafkaException e) {
        if (!failing) {
            failing = true;
            LOG.warn(
                    "The offsets of group {} cannot be committed: {}. The job goes on, and tries"
                            + " again at each checkpoint; until then its lag looks larger than it"
                            + " is, and a start without state would answer more records again.",
                    group,
                    e.toString());
        }
    }

    /** At the close another job may start at once, as this one will not go on in another run. */
    void endsForGood() {
        end = State.FREE;
    }

    /**
     * Waits for the commit that is due, if the brokers answer, gives the claim up and ends the
     * thread.
     */
    @Override
    public void close() {
        thread.execute(this::giveUp);
        thread.shutdown();
        await(thread);
        thread.shutdownNow();
        // The thread has ended, or hangs in a call that this ends.
        GroupOffsets store = offsets;
        if (store != null) {
            store.close();
        }
    }

    private void giveUp() {
        try {
            claim.giveUp(store(), end);
        } catch (KafkaException e) {
            LOG.debug("The claim on group {} is left to lapse: {}", group, e.toString());
        }
    }

    private void await(ExecutorService thread) {
        try {
            if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "The last offsets of group {} could not be committed within {} s: a start"
                                + " without state answers some records again.",
                        group,
                        patience.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
