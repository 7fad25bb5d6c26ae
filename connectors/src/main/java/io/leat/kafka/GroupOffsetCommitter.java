package io.leat.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.ShutdownHookUtil;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
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
final class GroupOffsetCommitter implements AutoCloseable {

    /** The metric of commits that the brokers took. */
    static final String SUCCEEDED = "commitsSucceeded";

    /** The metric of commits that they did not. */
    static final String FAILED = "commitsFailed";

    private static final String NAME = "leat-group-offsets";

    private static final Logger LOG = LoggerFactory.getLogger(GroupOffsetCommitter.class);

    private final Supplier<? extends GroupOffsets> connect;
    private final String group;
    private final Duration patience;
    private final Counter succeeded;
    private final Counter failed;
    private final ScheduledExecutorService thread;
    private final AtomicReference<@Nullable Map<TopicPartition, Long>> next =
            new AtomicReference<>();
    private volatile @Nullable GroupOffsets offsets; // set by the thread
    private boolean failing; // the thread's own
    private @Nullable Thread hook;

    /**
     * Connects when there is something to commit.
     *
     * @param connect called on the committer's thread
     * @param group its name, for the log
     * @param patience how long {@link #close} waits for a commit
     */
    GroupOffsetCommitter(
            Supplier<? extends GroupOffsets> connect,
            String group,
            Duration patience,
            MetricGroup metrics) {
        this.connect = connect;
        this.group = group;
        this.patience = patience;
        this.succeeded = metrics.counter(SUCCEEDED);
        this.failed = metrics.counter(FAILED);
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread thread = new Thread(work, NAME);
                            thread.setDaemon(true);
                            return thread;
                        });
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
            succeeded.inc();
            failing = false;
        } catch (RuntimeException e) {
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
        store.commit(after);
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
        Set<TopicPartition> unread = new HashSet<>(positions.keySet());
        unread.removeIf(partition -> positions.get(partition) != UnansweredOffsets.NOTHING_READ);
        if (!unread.isEmpty()) {
            positions.keySet().removeAll(unread);
            positions.putAll(store.beginnings(unread));
        }
        return positions;
    }

    private static String metadata(@Nullable OffsetAndMetadata before) {
        return before == null ? "" : CommitMetadata.parse(before.metadata()).text();
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

    /** Waits for the commit that is due, if the brokers answer, and ends the thread. */
    @Override
    public void close() {
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
