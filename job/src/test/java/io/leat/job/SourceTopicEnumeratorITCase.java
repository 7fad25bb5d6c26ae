// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.kafka.OnMissingRecords;
import io.leat.kafka.admin.LingeringTransactions;
import io.leat.kafka.position.ReaderStarted;
import io.leat.kafka.position.SourceTopicEnumerator;
import io.leat.kafka.position.SourceTopics;
import io.leat.testing.kafka.TestBroker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the enumerator of the source looks after by itself, with a real broker. */
class SourceTopicEnumeratorITCase {

    private static final int PARALLELISM = 2;

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();

    private final String topic = TestBroker.uniqueName("looked-at");
    private final String prefix = TestBroker.uniqueName("tx") + "/";
    private final ManualContext context = new ManualContext();
    private SourceTopicEnumerator enumerator;

    @BeforeEach
    void start() {
        BROKER.createTopic(topic, 1);
        Properties client = new Properties();
        client.put("bootstrap.servers", BROKER.servers());
        enumerator =
                new SourceTopicEnumerator(
                        context,
                        new SourceTopics(client, topic, null, "group", OnMissingRecords.STOP),
                        new LingeringTransactions(client, prefix, Set.of()),
                        state -> new AssignsNothing(),
                        null);
        enumerator.start();
    }

    @AfterEach
    void close() throws Exception {
        enumerator.close();
    }

    private static String id(String name) throws Exception {
        return BROKER.admin()
                .describeTopics(List.of(name))
                .topicNameValues()
                .get(name)
                .get()
                .topicId()
                .toString();
    }

    @Test
    void restartsTheJobWhereTheTopicIsMadeAgain() throws Exception {
        String before = id(topic);
        enumerator.handleSourceEvent(0, new ReaderStarted(Map.of(topic, before), List.of()));
        context.runPeriodic();

        BROKER.deleteTopic(topic);
        context.runPeriodic(); // gone, and perhaps back in a moment
        BROKER.createTopic(topic, 1);

        assertThatThrownBy(context::runPeriodic)
                .hasMessage(
                        "topic \"%s\" has been deleted and made again while the job runs (topic id %s before, %s now): the job restarts and reads it from its beginning"
                                .formatted(topic, before, id(topic)));
    }

    @Test
    void abortsWhatWasLeftOpenOnceEveryReaderHasStarted() throws Exception {
        try (KafkaProducer<byte[], byte[]> left =
                BROKER.producer(
                        Map.of(
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                prefix + "-0-0",
                                // Longer than the test: the broker must not end it by itself.
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                600_000))) {
            left.initTransactions();
            left.beginTransaction();
            left.send(new ProducerRecord<>(topic, TestJob.bytes("left behind"))).get();

            context.register(0);
            enumerator.addReader(0);
            context.runPeriodic();
            assertThat(open()).as("a committer may still have to commit it").hasSize(1);

            context.register(1);
            enumerator.addReader(1);
            context.runPeriodic();
            RunningJob.until(() -> open().isEmpty());
        }
    }

    private List<String> open() {
        ListTransactionsOptions ongoing =
                new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        try {
            return BROKER.admin().listTransactions(ongoing).all().get().stream()
                    .map(listing -> listing.transactionalId())
                    .filter(id -> id.startsWith(prefix))
                    .toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a job of two subtasks; runs what is to run now and then when a test says so. */
    private static final class ManualContext
            implements SplitEnumeratorContext<KafkaPartitionSplit> {

        private final Map<Integer, ReaderInfo> readers = new HashMap<>();
        private final List<Runnable> periodic = new ArrayList<>();

        void register(int subtask) {
            readers.put(subtask, new ReaderInfo(subtask, "here"));
        }

        void runPeriodic() {
            periodic.forEach(Runnable::run);
        }

        @Override
        public SplitEnumeratorMetricGroup metricGroup() {
            return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
        }

        @Override
        public void sendEventToSourceReader(int subtask, SourceEvent event) {}

        @Override
        public int currentParallelism() {
            return PARALLELISM;
        }

        @Override
        public Map<Integer, ReaderInfo> registeredReaders() {
            return readers;
        }

        @Override
        public void assignSplits(SplitsAssignment<KafkaPartitionSplit> assignments) {}

        @Override
        public void signalNoMoreSplits(int subtask) {}

        @Override
        public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
            call(callable, handler);
        }

        @Override
        public <T> void callAsync(
                Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {
            periodic.add(() -> call(callable, handler));
        }

        private static <T> void call(Callable<T> callable, BiConsumer<T, Throwable> handler) {
            T result;
            try {
                result = callable.call();
            } catch (Exception e) {
                handler.accept(null, e);
                return;
            }
            handler.accept(result, null);
        }

        @Override
        public void runInCoordinatorThread(Runnable runnable) {
            runnable.run();
        }
    }

    /** In place of the connector's, which is not what is looked at here. */
    @SuppressWarnings("try") // Flink declares close() with Exception
    private static final class AssignsNothing
            implements SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> {

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, @Nullable String host) {}

        @Override
        public void addSplitsBack(List<KafkaPartitionSplit> splits, int subtask) {}

        @Override
        public void addReader(int subtask) {}

        @Override
        public KafkaSourceEnumState snapshotState(long checkpointId) {
            return new KafkaSourceEnumState(Set.of(), true);
        }

        @Override
        public void close() {}
    }
}
