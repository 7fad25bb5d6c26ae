// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.RunningJob.Start;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The offsets that a job commits: of the oldest record of each partition that is not answered, so
 * that its lag is what is left to do, and that a start without state skips nothing.
 */
class UnansweredOffsetsITCase {

    private static final int RECORDS = 10;
    private static final String HELD = "3";

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static Map<Integer, Long> committed(TestJob job) throws Exception {
        Map<Integer, Long> offsets = new HashMap<>();
        BROKER.admin()
                .listConsumerGroupOffsets(job.group())
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, at) -> offsets.put(partition.partition(), at.offset()));
        return offsets;
    }

    private static void awaitCommitted(TestJob job, Map<Integer, Long> offsets) {
        Awaitility.await()
                .atMost(RunningJob.TIMEOUT)
                .untilAsserted(() -> assertThat(committed(job)).isEqualTo(offsets));
    }

    /** Answers all but some records. */
    private static RestModelStub holding(Set<String> held) {
        return RestModelStub.promising(
                call ->
                        held.contains(call.text())
                                ? new CompletableFuture<Answer>()
                                : CompletableFuture.completedFuture(RestModelStub.echo(call)));
    }

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static List<String> outputs(TopicReader reader) {
        return reader.toTheEnd().stream().map(record -> TestJob.text(record.value())).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ordered", "unordered"})
    void countUnansweredRecordsAsLag(String order) throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        try (RestModelStub model =
                RestModelStub.promising(
                        call ->
                                call.text().equals(HELD)
                                        ? answer
                                        : CompletableFuture.completedFuture(
                                                RestModelStub.echo(call)))) {
            TestJob job = TestJob.of(BROKER, model, 1).with("order", order);
            job.send(0, values(0, RECORDS));
            RunningJob running = RunningJob.start(CLUSTER, job);
            RunningJob.until(() -> model.calls().size() == RECORDS);

            awaitCommitted(job, Map.of(0, 3L));
            running.awaitCheckpoints(3);
            assertThat(committed(job)).isEqualTo(Map.of(0, 3L));

            answer.complete(Answer.ok("{}"));
            awaitCommitted(job, Map.of(0, (long) RECORDS));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "exactly-once, ordered",
        "exactly-once, unordered",
        "at-least-once, ordered",
        "at-least-once, unordered"
    })
    void letAStartWithoutStateSkipNothing(String delivery, String order) throws Exception {
        try (RestModelStub model = holding(Set.of(HELD))) {
            TestJob job =
                    TestJob.of(BROKER, model, 1).with("order", order).with("delivery", delivery);
            job.send(0, values(0, RECORDS));
            RunningJob first = RunningJob.start(CLUSTER, job);
            RunningJob.until(() -> model.calls().size() == RECORDS);
            awaitCommitted(job, Map.of(0, 3L));
            first.cancel();
            model.become(RestModelStub::echo);

            RunningJob.start(CLUSTER, job);

            awaitCommitted(job, Map.of(0, (long) RECORDS));
            try (TopicReader output = BROKER.read(job.output)) {
                assertThat(outputs(output))
                        .containsOnlyOnce(
                                "{\"echo\":0}", "{\"echo\":1}", "{\"echo\":2}", "{\"echo\":3}")
                        .contains("{\"echo\":4}", "{\"echo\":9}");
            }
        }
    }

    @Test
    void areThoseOfTheLastCheckpointAfterAStop() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1).with("checkpoint-interval", "5min");
            job.send(0, values(0, RECORDS));
            RunningJob running =
                    RunningJob.start(CLUSTER, job, Start.PLAIN.quietFor(Duration.ofHours(1)));
            RunningJob.until(() -> model.calls().size() == RECORDS);
            running.awaitGauge("recordsInFlight", 0);

            running.stop();

            awaitCommitted(job, Map.of(0, (long) RECORDS));
        }
    }

    @Test
    void areThoseOfPartitionsWithoutRecordsToo() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 3);
            job.send(0, values(0, 5));
            job.send(1, values(0, 4));
            BROKER.admin()
                    .deleteRecords(
                            Map.of(
                                    new TopicPartition(job.input, 1),
                                    RecordsToDelete.beforeOffset(4)))
                    .all()
                    .get();

            RunningJob.start(CLUSTER, job, Start.PLAIN.parallelism(2));

            awaitCommitted(job, Map.of(0, 5L, 1, 4L, 2, 0L));
        }
    }

    @Test
    void areBehindTheMarkersThatEndTransactions() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo);
                KafkaProducer<byte[], byte[]> producer = transactional()) {
            TestJob job = TestJob.of(BROKER, model, 2);
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, job.input, 0, 5);
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, job.input, 0, 3);
            send(producer, job.input, 1, 2);
            producer.abortTransaction();

            RunningJob running = RunningJob.start(CLUSTER, job);

            awaitCommitted(job, Map.of(0, 10L, 1, 3L));
            producer.beginTransaction();
            send(producer, job.input, 0, 1);
            producer.commitTransaction();
            awaitCommitted(job, Map.of(0, 12L, 1, 3L));
            running.stop();
            assertThat(committed(job)).isEqualTo(Map.of(0, 12L, 1, 3L));
        }
    }

    /** More subtasks than before: what waits for its model comes to any of them. */
    @Test
    void areHeldBackByRestoredRecordsOnAnySubtask() throws Exception {
        Set<String> held = Set.of("2", "3", "4", "5", "102", "103", "104", "105");
        try (RestModelStub model = holding(held)) {
            TestJob job = TestJob.of(BROKER, model, 2).with("order", "unordered");
            job.send(0, values(0, RECORDS));
            job.send(1, values(100, 100 + RECORDS));
            RunningJob first = RunningJob.start(CLUSTER, job);
            awaitCommitted(job, Map.of(0, 2L, 1, 2L));
            first.awaitGauge("recordsInFlight", held.size());
            String savepoint = first.stop();

            RunningJob second =
                    RunningJob.start(CLUSTER, job, Start.PLAIN.parallelism(2).from(savepoint));
            second.awaitGauge("recordsInFlight", held.size());
            second.awaitCheckpoints(3);

            assertThat(committed(job)).isEqualTo(Map.of(0, 2L, 1, 2L));
            job.send(0, values(50, 55));
            second.awaitCheckpoints(3);
            assertThat(committed(job)).isEqualTo(Map.of(0, 2L, 1, 2L));
            second.cancel();
            model.become(RestModelStub::echo);

            RunningJob.start(CLUSTER, job, Start.PLAIN.parallelism(2));
            awaitCommitted(job, Map.of(0, RECORDS + 5L, 1, (long) RECORDS));
            try (TopicReader output = BROKER.read(job.output)) {
                assertThat(outputs(output))
                        .contains("{\"echo\":2}", "{\"echo\":5}", "{\"echo\":105}");
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> transactional() {
        return BROKER.producer(
                Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TestBroker.uniqueName("tx")));
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, String topic, int partition, int records)
            throws Exception {
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>(topic, partition, null, bytes("" + i))).get();
        }
    }
}
