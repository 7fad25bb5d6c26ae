// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.offsets;

import io.leat.kafka.CommitMetadata;
import io.leat.kafka.claim.ClaimKeeper;
import io.leat.kafka.claim.ClaimWatch;
import io.leat.kafka.claim.GroupClaim.State;
import io.leat.kafka.claim.GroupHeldException;
import io.leat.kafka.claim.GroupOffsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.ShutdownHookUtil;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the offsets of the job's consumer group. One per job, on the JobManager. All that asks
 * the brokers runs on one thread of its own; the methods may be called by any thread and do not
 * block, but for {@link #close}.
 *
 * <p>A commit that fails is not repeated: the next checkpoint brings a newer one. Nothing is lost
 * by that, as the offsets serve only a start without state and those who watch the lag.
 */
public final class GroupOffsetCommitter implements AutoCloseable {

    /** From one look at the lag to the next. */
    private static final Duration LAG_PACE = Duration.ofSeconds(5);

    private static final String NAME = "leat-group-offsets";

    private static final Logger LOG = LoggerFactory.getLogger(GroupOffsetCommitter.class);

    private final Supplier<? extends GroupOffsets> connect;
    private final String group;
    private final Function<String, @Nullable String> topicIds;
    private final Duration patience;
    private final @Nullable ClaimKeeper claim;
    private final ClaimEvents events;
    private final GroupMetrics shown;
    private final ScheduledThreadPoolExecutor thread;
    private final AtomicReference<@Nullable Map<TopicPartition, Long>> next =
            new AtomicReference<>();
    private volatile @Nullable GroupOffsets offsets; // set by the thread
    private boolean failing; // the thread's own
    private boolean looking; // the thread's own
    private Map<String, String> lagOf = Map.of();
    private volatile State end = State.RELEASED;
    private @Nullable Thread hook;

    /** What becomes of the claim on the group. Called by the committer's thread. */
    public interface ClaimEvents {

        /** Where there is no claim. */
        ClaimEvents NONE = new ClaimEvents() {};

        /** The job may read and write. */
        default void held() {}

        /** The job must stop. */
        default void lost(GroupHeldException why) {}

        /** The job shall stop, for one on this host. */
        default void wanted(String host) {}
    }

    /**
     * Connects when there is something to commit.
     *
     * @param connect called on the committer's thread
     * @param group its name, for the log
     * @param topicIds give the id of a topic by name, null while it is not known
     * @param claim renewed with each commit, on the committer's thread; without one, commits need
     *     none
     * @param patience how long {@link #close} waits for a commit
     */
    public GroupOffsetCommitter(
            Supplier<? extends GroupOffsets> connect,
            String group,
            Function<String, @Nullable String> topicIds,
            @Nullable ClaimKeeper claim,
            ClaimEvents events,
            Duration patience,
            MetricGroup metrics) {
        this.connect = connect;
        this.group = group;
        this.topicIds = topicIds;
        this.claim = claim;
        this.events = events;
        this.patience = patience;
        this.shown = GroupMetrics.of(metrics);
        this.thread =
                new ScheduledThreadPoolExecutor(
                        1,
                        work -> {
                            Thread thread = new Thread(work, NAME);
                            thread.setDaemon(true);
                            return thread;
                        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Has the lag in topics looked at, from the first commit on.
     *
     * @param topics by name, the metric that shows it
     */
    public GroupOffsetCommitter withLagOf(Map<String, String> topics) {
        lagOf = topics;
        return this;
    }

    /** Starts to take the claim on the group, and then keeps it. Nothing is committed before. */
    void acquire() {
        ClaimKeeper wanted = Objects.requireNonNull(claim);
        thread.execute(() -> stepTo(wanted));
    }

    private void stepTo(ClaimKeeper claim) {
        try {
            Optional<Duration> wait = claim.acquire(store());
            if (wait.isPresent()) {
                later(wait.get(), () -> stepTo(claim));
            } else {
                events.held();
                later(ClaimWatch.RENEWAL, () -> renew(claim));
            }
        } catch (GroupHeldException e) {
            events.lost(e);
        } catch (UnknownMemberIdException e) {
            events.lost(GroupHeldException.hasMembers(group));
        } catch (RuntimeException e) {
            LOG.warn("The claim on group {} cannot be taken yet: {}", group, e.toString());
            later(ClaimWatch.RENEWAL, () -> stepTo(claim));
        }
    }

    private void renew(ClaimKeeper claim) {
        try {
            claim.renew(store());
            String host = claim.wantedBy();
            if (host != null) {
                events.wanted(host);
            }
        } catch (GroupHeldException e) {
            events.lost(e);
            return;
        } catch (RuntimeException e) {
            // Brokers that are away cannot show the claim to another job either.
            LOG.debug("The claim on group {} cannot be renewed now: {}", group, e.toString());
        }
        if (claim.isHeld()) {
            later(ClaimWatch.RENEWAL, () -> renew(claim));
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

    /**
     * Connects, and asks for what every commit asks: the classes of that are loaded then. The last
     * commit may come when Flink has closed the job's class loader.
     */
    void start() {
        GroupOffsetCommits.opened(this);
        hook = ShutdownHookUtil.addShutdownHook(this::awaitCommits, NAME, LOG);
        thread.execute(this::rehearse);
    }

    /** With the first commit, as the group has an offset in each partition then. */
    private void beginToLook() {
        if (!lagOf.isEmpty() && !looking) {
            looking = true;
            later(Duration.ZERO, this::lookAtLag);
        }
    }

    /** Brokers that do not answer are the commits' to tell of. */
    private void lookAtLag() {
        try {
            shown.look(store(), lagOf);
        } catch (RuntimeException e) {
            shown.lose();
            LOG.debug("The lag of group {} is not known: {}", group, e.toString());
        }
        later(LAG_PACE, this::lookAtLag);
    }

    private void rehearse() {
        try {
            GroupOffsets store = store();
            store.committed();
            store.commit(Map.of());
        } catch (RuntimeException e) {
            warn(e);
        }
    }

    /**
     * A process that ends with its job, as that of an application cluster, waits for its commits.
     */
    private void awaitCommits() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        try {
            thread.execute(done::countDown);
            done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            await(thread);
        }
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
            shown.committed();
            failing = false;
            beginToLook();
        } catch (GroupHeldException e) {
            events.lost(e);
        } catch (RuntimeException e) {
            shown.commitFailed();
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
                                new OffsetAndMetadata(
                                        offset,
                                        metadata(partition.topic(), before.get(partition)))));
        Map<TopicPartition, OffsetAndMetadata> claimed =
                claim == null ? after : claim.renewWith(before, after);
        if (!claimed.isEmpty()) {
            store.commit(claimed);
        }
    }

    private GroupOffsets store() {
        GroupOffsets store = offsets;
        if (store == null) {
            store = connect.get();
            offsets = store;
        }
        return store;
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
        Set<TopicPartition> unread = new HashSet<>();
        positions.forEach(
                (partition, position) -> {
                    if (position == UnansweredOffsets.NOTHING_READ) {
                        unread.add(partition);
                    }
                });
        if (!unread.isEmpty()) {
            positions.keySet().removeAll(unread);
            positions.putAll(store.beginnings(unread));
        }
        return positions;
    }

    private String metadata(String topic, @Nullable OffsetAndMetadata before) {
        CommitMetadata kept =
                before == null ? CommitMetadata.EMPTY : CommitMetadata.parse(before.metadata());
        String id = topicIds.apply(topic);
        return id == null
                ? kept.without(CommitMetadata.TOPIC_ID).text()
                : kept.with(CommitMetadata.TOPIC_ID, id).text();
    }

    /** Once, until a commit succeeds again: brokers that are away would fill the log. */
    private void warn(RuntimeException e) {
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
        ClaimKeeper held = claim;
        if (held != null) {
            thread.execute(() -> giveUp(held));
        }
        thread.shutdown();
        await(thread);
        thread.shutdownNow();
        // The thread has ended, or hangs in a call that this ends.
        GroupOffsets store = offsets;
        if (store != null) {
            store.close();
        }
        ShutdownHookUtil.removeShutdownHook(hook, NAME, LOG);
        GroupOffsetCommits.closed(this);
    }

    private void giveUp(ClaimKeeper claim) {
        try {
            claim.giveUp(store(), end);
        } catch (RuntimeException e) {
            LOG.debug(
                    "The claim on group {} was not released and expires by itself: {}",
                    group,
                    e.toString());
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
