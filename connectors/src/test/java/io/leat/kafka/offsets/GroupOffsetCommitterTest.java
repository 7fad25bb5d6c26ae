// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.offsets;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.claim.GroupOffsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupOffsetCommitterTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final TopicPartition ONE = new TopicPartition("in", 1);
    private static final TopicPartition TWO = new TopicPartition("in", 2);

    private final Brokers brokers = new Brokers();
    private final String jobId = UUID.randomUUID().toString();
    private final Map<String, Counter> metrics = new ConcurrentHashMap<>();

    private final Map<String, Gauge<?>> gauges = new ConcurrentHashMap<>();

    /** As Flink's: of two metrics of one name the first is shown. */
    private final class Metrics extends UnregisteredMetricsGroup {

        private final String prefix;

        Metrics(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Counter counter(String name) {
            Counter counter = new SimpleCounter();
            metrics.putIfAbsent(name, counter);
            return counter;
        }

        @Override
        public Map<String, String> getAllVariables() {
            return Map.of("<job_id>", jobId);
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.putIfAbsent(prefix + name, gauge);
            return gauge;
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Metrics(prefix + key + "." + value + ".");
        }
    }

    private GroupOffsetCommitter committer(Duration patience) {
        GroupOffsetCommitter committer =
                new GroupOffsetCommitter(
                                () -> brokers,
                                "a.b.c",
                                topic -> null,
                                null,
                                GroupOffsetCommitter.ClaimEvents.NONE,
                                patience,
                                new Metrics(""))
                        .withLagOf(Map.of("in", "recordsLag", "feedback", "feedbackLag"));
        committer.start();
        return committer;
    }

    private @Nullable Object gauge(String name) {
        Gauge<?> gauge = gauges.get(name);
        return gauge == null ? null : gauge.getValue();
    }

    @Test
    void showsTheLagOfEachPartitionFromItsFirstCommitOn() {
        brokers.committed.put(new TopicPartition("another", 0), new OffsetAndMetadata(1));
        brokers.ends.put(ONE, 12L);
        brokers.ends.put(TWO, 6L);
        try (GroupOffsetCommitter committer = committer(TIMEOUT)) {
            assertThat(gauge("partition.1.recordsLag")).isNull();

            committer.commit(Map.of(ONE, 5L, TWO, 6L));

            Awaitility.await().until(() -> gauge("partition.1.recordsLag") != null);
            Awaitility.await().until(() -> gauge("partition.2.recordsLag") != null);
            assertThat(gauge("partition.1.recordsLag")).isEqualTo(7L);
            assertThat(gauge("partition.2.recordsLag")).isEqualTo(0L);
            assertThat(gauge("partition.0.recordsLag")).isNull();
            assertThat(gauge("partition.1.feedbackLag")).isNull();

            brokers.away = true;

            Awaitility.await()
                    .atMost(TIMEOUT)
                    .until(() -> Long.valueOf(-1).equals(gauge("partition.1.recordsLag")));
        }
    }

    @Test
    void showsTheLagOfTheFeedbackTopicByItself() {
        TopicPartition feedback = new TopicPartition("feedback", 1);
        brokers.ends.put(ONE, 12L);
        brokers.ends.put(feedback, 5L);
        try (GroupOffsetCommitter committer = committer(TIMEOUT)) {
            committer.commit(Map.of(ONE, 5L, feedback, 2L));

            Awaitility.await().until(() -> gauge("partition.1.feedbackLag") != null);
            Awaitility.await().until(() -> gauge("partition.1.recordsLag") != null);
            assertThat(gauge("partition.1.feedbackLag")).isEqualTo(3L);
            assertThat(gauge("partition.1.recordsLag")).isEqualTo(7L);
        }
    }

    @Test
    void commitsWhatIsDueBeforeItIsClosed() {
        try (GroupOffsetCommitter committer = committer(TIMEOUT)) {
            committer.commit(Map.of(ONE, 5L));
        }

        assertThat(brokers.committed).isEqualTo(Map.of(ONE, new OffsetAndMetadata(5)));
        assertThat(brokers.closed).isTrue();
        assertThat(metrics.get("commitsSucceeded").getCount()).isEqualTo(1);
    }

    @Test
    void goesBackWhereAnOlderStateWasRestored() {
        brokers.committed.put(ONE, new OffsetAndMetadata(9));

        try (GroupOffsetCommitter committer = committer(TIMEOUT)) {
            committer.commit(Map.of(ONE, 5L));
        }

        assertThat(brokers.committed).isEqualTo(Map.of(ONE, new OffsetAndMetadata(5)));
    }

    @Test
    void commitsTheBeginningOfAPartitionOfWhichNothingWasReadOrCommitted() {
        brokers.beginnings.put(ONE, 4L);
        brokers.beginnings.put(TWO, 40L);
        brokers.committed.put(TWO, new OffsetAndMetadata(42));

        try (GroupOffsetCommitter committer = committer(TIMEOUT)) {
            committer.commit(
                    Map.of(
                            ONE, UnansweredOffsets.NOTHING_READ,
                            TWO, UnansweredOffsets.NOTHING_READ));
        }

        assertThat(brokers.committed)
                .isEqualTo(Map.of(ONE, new OffsetAndMetadata(4), TWO, new OffsetAndMetadata(42)));
    }

    @Test
    void keepsMetadataOfOursAndNoOther() {
        brokers.committed.put(ONE, new OffsetAndMetadata(1, "leat owner=me later=2"));
        brokers.committed.put(TWO, new OffsetAndMetadata(2, "of another tool"));

        try (GroupOffsetCommitter committer = committer(TIMEOUT)) {
            committer.commit(Map.of(ONE, 5L, TWO, 6L));
        }

        assertThat(brokers.committed)
                .isEqualTo(
                        Map.of(
                                ONE, new OffsetAndMetadata(5, "leat owner=me later=2"),
                                TWO, new OffsetAndMetadata(6)));
    }

    @Test
    void replacesOffsetsThatAreNotCommittedYet() throws Exception {
        try (GroupOffsetCommitter committer = committer(TIMEOUT)) {
            committer.commit(Map.of(ONE, 0L));
            Awaitility.await().until(() -> brokers.commits.size() == 1);
            brokers.hold.acquire();
            committer.commit(Map.of(ONE, 1L));
            Awaitility.await().until(brokers.hold::hasQueuedThreads);
            committer.commit(Map.of(ONE, 2L));
            committer.commit(Map.of(ONE, 3L));
            brokers.hold.release();
        }

        assertThat(brokers.commits)
                .containsExactly(
                        Map.of(ONE, new OffsetAndMetadata(0)),
                        Map.of(ONE, new OffsetAndMetadata(1)),
                        Map.of(ONE, new OffsetAndMetadata(3)));
    }

    @Test
    void goesOnAfterACommitThatFailed() {
        try (GroupOffsetCommitter committer = committer(TIMEOUT)) {
            brokers.failure = new TimeoutException("no answer");
            committer.commit(Map.of(ONE, 1L));
            Awaitility.await().until(() -> metrics.get("commitsFailed").getCount() == 1);
            brokers.failure = null;
            committer.commit(Map.of(ONE, 2L));
        }

        assertThat(brokers.committed).isEqualTo(Map.of(ONE, new OffsetAndMetadata(2)));
        assertThat(metrics.get("commitsSucceeded").getCount()).isEqualTo(1);
    }

    @Test
    void countsTheCommitsOfAJobOverItsRestarts() {
        try (GroupOffsetCommitter before = committer(TIMEOUT)) {
            before.commit(Map.of(ONE, 1L));
        }
        try (GroupOffsetCommitter after = committer(TIMEOUT)) {
            after.commit(Map.of(ONE, 2L));
        }

        assertThat(metrics.get("commitsSucceeded").getCount()).isEqualTo(2);
    }

    @Test
    void givesUpWaitingForBrokersThatDoNotAnswer() throws Exception {
        brokers.hold.acquire();
        GroupOffsetCommitter committer = committer(Duration.ofMillis(1));
        committer.commit(Map.of(ONE, 1L));

        committer.close();

        assertThat(brokers.closed).isTrue();
        assertThat(brokers.committed).isEmpty();
    }

    /** Answers at once, unless it is held or fails. */
    private static final class Brokers implements GroupOffsets {

        private final Map<TopicPartition, OffsetAndMetadata> committed = new ConcurrentHashMap<>();
        private final Map<TopicPartition, Long> beginnings = new ConcurrentHashMap<>();
        private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
        private final List<Map<TopicPartition, OffsetAndMetadata>> commits =
                new CopyOnWriteArrayList<>();
        private final Semaphore hold = new Semaphore(1);
        private volatile @Nullable KafkaException failure;
        private volatile boolean away;
        private volatile boolean closed;

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed() {
            return Map.copyOf(committed);
        }

        @Override
        public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions) {
            return partitions.stream().collect(Collectors.toMap(p -> p, beginnings::get));
        }

        @Override
        public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
            if (away) {
                throw new TimeoutException("no answer");
            }
            return partitions.stream().collect(Collectors.toMap(p -> p, ends::get));
        }

        @Override
        public void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            try {
                hold.acquire();
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            hold.release();
            if (failure != null) {
                throw failure;
            }
            committed.putAll(offsets);
            if (!offsets.isEmpty()) {
                commits.add(offsets);
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
