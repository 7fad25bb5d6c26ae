// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import io.leat.kafka.admin.LingeringTransactions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.SplitAndAssignmentStatus;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's enumerator, kept from partitions of topics that no longer are: those of its state
 * that are gone are forgotten before it starts, or it would never assign them when they come back;
 * and when the topic is made again while the job runs, the job is restarted, so that its readers
 * compare their positions with the new one.
 *
 * <p>It also aborts transactions that a run before has left open, when every reader has started: by
 * then every committer, which is of the same task, has committed what its state holds.
 *
 * <p>All methods are called by the coordinator's thread; the brokers are asked by its worker.
 */
@SuppressWarnings("try") // Flink declares close() with Exception
public final class SourceTopicEnumerator
        implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

    /** How often the topic's id is looked at. */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(SourceTopicEnumerator.class);

    private final SplitEnumeratorContext<KafkaPartitionSplit> context;
    private final SourceTopics topics;
    private final LingeringTransactions lingering;
    private final Connector connector;
    private final @Nullable KafkaSourceEnumState restored;
    private final List<Runnable> early = new ArrayList<>();
    private @Nullable SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator;
    private @Nullable TopicLogReader logs;

    /** In Kafka's text form; set by the coordinator's thread, read by others too. */
    private final Map<String, String> topicIds = new ConcurrentHashMap<>();

    /** Used by the worker alone. */
    private boolean noneLingers;

    /** Set by the coordinator's thread, read by its worker. */
    private volatile boolean allStarted;

    /** Makes the connector's enumerator, anew where the state is null. */
    @FunctionalInterface
    public interface Connector
            extends Function<
                    @Nullable KafkaSourceEnumState,
                    SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState>> {}

    /**
     * Makes nothing yet.
     *
     * @param restored null at a start without state
     */
    public SourceTopicEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            SourceTopics topics,
            LingeringTransactions lingering,
            Connector connector,
            @Nullable KafkaSourceEnumState restored) {
        this.context = context;
        this.topics = topics;
        this.lingering = lingering;
        this.connector = connector;
        this.restored = restored;
    }

    /** The id of a topic that is read, in Kafka's text form; null while it is not known. */
    public @Nullable String topicId(String topic) {
        return topicIds.get(topic);
    }

    @Override
    public void start() {
        TopicLogReader reader = new TopicLogReader(topics.client());
        logs = reader;
        if (restored == null) {
            begin(null);
        } else {
            context.callAsync(
                    () -> partitions(reader),
                    (partitions, failure) -> begin(existing(partitions, failure)));
        }
        long every = LOOK_INTERVAL.toMillis();
        context.callAsync(() -> look(reader), this::compare, every, every);
        context.callAsync(this::abortLingering, this::aborted, every, every);
    }

    private void begin(@Nullable KafkaSourceEnumState state) {
        SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> started = connector.apply(state);
        enumerator = started;
        started.start();
        early.forEach(Runnable::run);
        early.clear();
        context.registeredReaders().keySet().forEach(started::addReader);
    }

    /** How many partitions each topic has. */
    private Map<String, Integer> partitions(TopicLogReader reader) throws InterruptedException {
        Map<String, Integer> partitions = new HashMap<>();
        for (String topic : topics.names()) {
            TopicLog log = reader.read(topic, List.of());
            if (log == null) {
                throw new FlinkRuntimeException("topic \"%s\" does not exist".formatted(topic));
            }
            partitions.put(topic, log.partitions());
        }
        return partitions;
    }

    /**
     * The state without what no longer exists. If nothing of it is of a topic, the partitions of
     * that are new to the job and begin where the group has committed.
     */
    private KafkaSourceEnumState existing(
            @Nullable Map<String, Integer> partitions, @Nullable Throwable failure) {
        if (failure != null || partitions == null) {
            throw new FlinkRuntimeException(
                    "cannot read the ids and offsets of topic \"%s\""
                            .formatted(String.join("\" or \"", topics.names())),
                    failure);
        }
        KafkaSourceEnumState state = restored == null ? none() : restored;
        Set<SplitAndAssignmentStatus> kept =
                state.splits().stream()
                        .filter(split -> exists(split.split(), partitions))
                        .collect(Collectors.toSet());
        boolean isOfAll =
                topics.names().stream()
                        .allMatch(
                                topic ->
                                        kept.stream()
                                                .anyMatch(
                                                        split ->
                                                                split.split()
                                                                        .getTopic()
                                                                        .equals(topic)));
        return new KafkaSourceEnumState(kept, isOfAll && state.initialDiscoveryFinished());
    }

    private static boolean exists(KafkaPartitionSplit split, Map<String, Integer> partitions) {
        return split.getPartition() < partitions.getOrDefault(split.getTopic(), 0);
    }

    private static KafkaSourceEnumState none() {
        return new KafkaSourceEnumState(Set.of(), false);
    }

    /** Whether none is left; tried again until it is so. */
    private boolean abortLingering() throws InterruptedException {
        if (!allStarted || noneLingers) {
            return noneLingers;
        }
        try {
            lingering.abort();
            noneLingers = true;
        } catch (KafkaException | ExecutionException e) {
            LOG.warn("Cannot yet abort the transactions that an earlier run has left open.", e);
        }
        return noneLingers;
    }

    private void aborted(@Nullable Boolean none, @Nullable Throwable failure) {
        if (failure != null) {
            throw new FlinkRuntimeException(
                    "cannot abort the transactions that an earlier run has left open", failure);
        }
    }

    /** The ids of those topics that are there. */
    private Map<String, String> look(TopicLogReader reader) throws InterruptedException {
        Map<String, String> ids = new HashMap<>();
        for (String topic : topics.names()) {
            try {
                Uuid id = reader.id(topic);
                if (id != null) {
                    ids.put(topic, id.toString());
                }
            } catch (KafkaException e) {
                LOG.debug("Cannot read the id of topic \"{}\" now.", topic, e);
            }
        }
        return ids;
    }

    private void compare(@Nullable Map<String, String> found, @Nullable Throwable failure) {
        if (failure == null && found != null) {
            found.forEach(this::compare);
        }
    }

    private void compare(String topic, String now) {
        String before = topicIds.get(topic);
        if (before != null && !before.equals(now)) {
            throw new FlinkRuntimeException(
                    "topic \"%s\" has been deleted and made again while the job runs (topic id %s before, %s now): the job restarts and reads it from its beginning"
                            .formatted(topic, before, now));
        }
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (event instanceof ReaderStarted started) {
            topicIds.putAll(started.topicIds());
            afterBegin(() -> giveUp(started.gone()));
        } else {
            afterBegin(() -> delegate().handleSourceEvent(subtask, event));
        }
    }

    /** The connector's enumerator forgets nothing by itself; one that is restored does. */
    private void giveUp(List<TopicPartition> gone) {
        boolean assigned;
        try {
            assigned =
                    delegate().snapshotState(-1).splits().stream()
                            .anyMatch(split -> gone.contains(split.split().getTopicPartition()));
        } catch (Exception e) {
            throw new FlinkRuntimeException(e);
        }
        if (assigned) {
            throw new FlinkRuntimeException(
                    "topics have been made again without partitions %s: the job restarts to forget them"
                            .formatted(gone));
        }
    }

    private void afterBegin(Runnable work) {
        if (enumerator == null) {
            early.add(work);
        } else {
            work.run();
        }
    }

    private SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> delegate() {
        if (enumerator == null) {
            throw new IllegalStateException("not begun yet");
        }
        return enumerator;
    }

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        afterBegin(() -> delegate().handleSplitRequest(subtask, host));
    }

    @Override
    public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {
        afterBegin(() -> delegate().addSplitsBack(splits, subtask));
    }

    @Override
    public void addReader(int subtask) {
        allStarted = context.registeredReaders().size() == context.currentParallelism();
        if (enumerator != null) {
            enumerator.addReader(subtask);
        }
    }

    @Override
    public KafkaSourceEnumState snapshotState(long checkpointId) throws Exception {
        if (enumerator != null) {
            return enumerator.snapshotState(checkpointId);
        }
        return restored == null ? none() : restored;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        if (enumerator != null) {
            enumerator.notifyCheckpointComplete(checkpointId);
        }
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        if (enumerator != null) {
            enumerator.notifyCheckpointAborted(checkpointId);
        }
    }

    @Override
    public void close() throws IOException {
        if (logs != null) {
            logs.close();
        }
        if (enumerator != null) {
            enumerator.close();
        }
    }
}
