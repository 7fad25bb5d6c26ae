// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.Destination;
import io.leat.kafka.ResultTopics;
import io.leat.kafka.admin.KafkaPreflight;
import io.leat.kafka.sink.KafkaSinks;
import io.leat.kafka.sink.OutputPartitioner;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.OperatorMetricGroup;
import org.apache.flink.metrics.groups.SinkCommitterMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkCommitterMetricGroup;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the sink finds out about a transaction it cannot commit after a restart. */
@SuppressWarnings(
        "try") // the interface that closes allows interruption; producers are open for what they
// hold
class CommitITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();

    private final Map<String, Counter> metrics = new HashMap<>();
    private final String group = TestBroker.uniqueName("commits");
    private final String topic = TestBroker.uniqueName("predictions");

    @BeforeEach
    void createTopic() {
        BROKER.createTopic(topic, 1);
    }

    /** A crashed run's producer, with one prediction in an open transaction. */
    private KafkaProducer<byte[], byte[]> crashed(Duration timeout) throws Exception {
        KafkaProducer<byte[], byte[]> producer =
                BROKER.producer(
                        Map.of(
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                group,
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                (int) timeout.toMillis()));
        producer.initTransactions();
        predict(producer);
        return producer;
    }

    private void predict(KafkaProducer<byte[], byte[]> producer) throws Exception {
        producer.beginTransaction();
        byte[] value = "{}".getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, value)).get();
    }

    private TransactionDescription known() {
        try {
            return BROKER.admin().describeTransactions(List.of(group)).description(group).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("transaction " + group, e);
        }
    }

    private KafkaCommittable prepared() {
        TransactionDescription now = known();
        return new KafkaCommittable(now.producerId(), (short) now.producerEpoch(), group, null);
    }

    private Asked commit(KafkaCommittable prepared) throws Exception {
        Properties client = new Properties();
        client.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, BROKER.servers());
        Destination destination = new Destination(topic, 1_000_000, false);
        KafkaPreflight.Found found =
                new KafkaPreflight.Found(
                        "cluster", 1, List.of(new ResultTopics("main", destination, destination)));
        Asked asked = new Asked(prepared);
        try (Committer<KafkaCommittable> committer =
                KafkaSinks.sink(
                                client,
                                group,
                                found,
                                OutputPartitioner.MURMUR2,
                                Duration.ofMinutes(1))
                        .createCommitter(new Context(metrics))) {
            committer.commit(List.of(asked));
        }
        return asked;
    }

    private long metric(String name) {
        return metrics.get(name).getCount();
    }

    @Test
    void commitsWhatACrashedRunHasPrepared() throws Exception {
        try (KafkaProducer<byte[], byte[]> crashed = crashed(Duration.ofMinutes(1));
                TopicReader reader = BROKER.read(topic)) {
            assertThat(commit(prepared()).verdict).isNull();

            assertThat(reader.toTheEnd()).hasSize(1);
            assertThat(metric("transactionsLost")).isZero();
        }
    }

    @Test
    void takesARefusalForNoLossWhereTheCommitWasDoneBefore() throws Exception {
        try (KafkaProducer<byte[], byte[]> crashed = crashed(Duration.ofMinutes(1))) {
            KafkaCommittable prepared = prepared();
            crashed.commitTransaction();

            assertThat(commit(prepared).verdict).isEqualTo("already committed");
            assertThat(metric("transactionsLost")).isZero();
            assertThat(metric("transactionsUnclear")).isZero();
        }
    }

    @Test
    void soundsTheAlarmWhenTheBrokerHasEndedTheTransaction() throws Exception {
        try (KafkaProducer<byte[], byte[]> crashed = crashed(Duration.ofMillis(500));
                TopicReader reader = BROKER.read(topic)) {
            KafkaCommittable prepared = prepared();
            RunningJob.until(() -> known().state() == TransactionState.COMPLETE_ABORT);

            assertThat(commit(prepared).verdict).isEqualTo("failed");
            assertThat(metric("transactionsLost")).isEqualTo(1);
            assertThat(reader.toTheEnd()).isEmpty();
        }
    }

    /** As a job leaves it that is killed while the checkpoint after the next is under way. */
    @Test
    void takesATransactionWhoseIdWasUsedSinceForDealtWith() throws Exception {
        try (KafkaProducer<byte[], byte[]> crashed = crashed(Duration.ofMinutes(1))) {
            KafkaCommittable prepared = prepared();
            crashed.commitTransaction();
            try (KafkaProducer<byte[], byte[]> next = crashed(Duration.ofMinutes(1))) {
                assertThat(commit(prepared).verdict).isEqualTo("already committed");
                assertThat(metric("transactionsLost")).isZero();
                assertThat(metric("transactionsUnclear")).isZero();
            }
        }
    }

    /** Flink's side of a commit: remembers what it receives. */
    private static final class Asked implements CommitRequest<KafkaCommittable> {

        private final KafkaCommittable prepared;
        private @Nullable String verdict;

        Asked(KafkaCommittable prepared) {
            this.prepared = prepared;
        }

        @Override
        public KafkaCommittable getCommittable() {
            return prepared;
        }

        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            verdict = "failed";
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            throw new IllegalStateException(reason);
        }

        @Override
        public void retryLater() {
            verdict = "later";
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable committable) {
            verdict = "later";
        }

        @Override
        public void signalAlreadyCommitted() {
            verdict = "already committed";
        }
    }

    private record Context(Map<String, Counter> metrics) implements CommitterInitContext {

        @Override
        public SinkCommitterMetricGroup metricGroup() {
            return InternalSinkCommitterMetricGroup.wrap(new Counters(metrics));
        }

        @Override
        public OptionalLong getRestoredCheckpointId() {
            return OptionalLong.of(1);
        }

        @Override
        public JobInfo getJobInfo() {
            throw new UnsupportedOperationException();
        }

        @Override
        public TaskInfo getTaskInfo() {
            return new TaskInfoImpl("sink", 1, 0, 1, 0);
        }
    }

    private static final class Counters extends UnregisteredMetricsGroup
            implements OperatorMetricGroup {

        private final Map<String, Counter> counters;

        Counters(Map<String, Counter> counters) {
            this.counters = counters;
        }

        @Override
        public Counter counter(String name) {
            return counters.computeIfAbsent(name, unknown -> new SimpleCounter());
        }

        @Override
        public OperatorIOMetricGroup getIOMetricGroup() {
            return UnregisteredMetricsGroup.createOperatorIOMetricGroup();
        }
    }
}
