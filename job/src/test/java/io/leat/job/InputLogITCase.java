// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.RunningJob.Start;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a job whose input topic is not as the job has left it. */
class InputLogITCase {

    private static final String GO_ON =
            ". The job stops rather than leave records unanswered in silence. To go on without"
                    + " them, start it once with --on-missing-records continue"
                    + " (LEAT_ON_MISSING_RECORDS)";

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private static List<String> echoes(int from, int to) {
        return IntStream.range(from, to).mapToObj("{\"echo\":%d}"::formatted).toList();
    }

    private static List<String> answers(TopicReader reader) {
        return reader.toTheEnd().stream().map(record -> TestJob.text(record.value())).toList();
    }

    private static void deleteBefore(String topic, long offset) throws Exception {
        BROKER.admin()
                .deleteRecords(
                        Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    private static void makeAgain(String topic, int partitions) throws Exception {
        BROKER.deleteTopic(topic);
        BROKER.createTopic(topic, partitions);
    }

    /** Answers the records there are and stops. */
    private static String answered(TestJob job, int parallelism, int records) throws Exception {
        try (TopicReader output = BROKER.read(job.output)) {
            RunningJob running =
                    RunningJob.start(CLUSTER, job, Start.PLAIN.parallelism(parallelism));
            running.await(output, records);
            return running.stop();
        }
    }

    private static String failure(RunningJob running) {
        return ExceptionUtils.findThrowable(running.failure(), cause -> cause.getCause() == null)
                .orElseThrow()
                .getMessage();
    }

    @Test
    void stopsForGoodWhereRecordsWereDeletedBeforeTheyWereRead() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            job.send(numbers(0, 10));
            String state = answered(job, 1, 10);
            job.send(numbers(10, 20));
            deleteBefore(job.input, 15);

            RunningJob running =
                    RunningJob.start(CLUSTER, job, Start.PLAIN.surviving().from(state));

            assertThat(failure(running))
                    .isEqualTo(
                            "KAFKA_INPUT_TOPIC: the input topic \"%s\" is not as the job has left it: partition 0 is to be read on from offset 10, and begins at 15: 5 offsets were deleted before they were read, by retention or delete-records%s"
                                    .formatted(job.input, GO_ON));
        }
    }

    @Test
    void goesOnWithoutThemAndCountsThemWhereItIsTold() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1).with("on-missing-records", "continue");
            job.send(numbers(0, 10));
            String state = answered(job, 1, 10);
            job.send(numbers(10, 20));
            deleteBefore(job.input, 15);

            RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN.from(state));

            try (TopicReader all = BROKER.read(job.output)) {
                running.await(all, 15);
                running.awaitGauge("recordsSkipped", 5);
                running.stop();
                assertThat(answers(all))
                        .hasSize(15)
                        .containsAll(echoes(0, 10))
                        .containsAll(echoes(15, 20));
            }
        }
    }

    @Test
    void stopsWhereTheGroupsOffsetIsDeletedToo() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            job.send(numbers(0, 10));
            BROKER.admin()
                    .alterConsumerGroupOffsets(
                            job.group(),
                            Map.of(new TopicPartition(job.input, 0), new OffsetAndMetadata(3)))
                    .all()
                    .get();
            deleteBefore(job.input, 7);

            RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN.surviving());

            assertThat(failure(running)).contains("from offset 3, and begins at 7: 4 offsets");
        }
    }

    @Test
    void readsATopicThatWasMadeAgainFromItsBeginning() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 2);
            job.send(0, List.of(numbers(0, 10)));
            job.send(1, List.of(numbers(10, 20)));
            String state = answered(job, 2, 20);
            makeAgain(job.input, 1);
            job.send(numbers(100, 112));

            RunningJob running =
                    RunningJob.start(CLUSTER, job, Start.PLAIN.parallelism(2).from(state));

            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, 32);
                String again = running.stop();
                // A partition that comes back is new, though the state once had it.
                BROKER.admin()
                        .createPartitions(Map.of(job.input, NewPartitions.increaseTo(2)))
                        .all()
                        .get();
                job.send(1, List.of(numbers(200, 205)));
                RunningJob.start(CLUSTER, job, Start.PLAIN.from(again)).await(output, 37);
                assertThat(answers(output))
                        .hasSize(37)
                        .containsAll(echoes(0, 20))
                        .containsAll(echoes(100, 112))
                        .containsAll(echoes(200, 205));
            }
        }
    }

    @Test
    void readsATopicFromItsBeginningThatIsMadeAgainWhileItRuns() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            job.send(numbers(0, 5));
            RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN.surviving());

            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, 5);
                makeAgain(job.input, 1);
                job.send(numbers(100, 120));
                running.await(output, 20);
                running.stop();
            }
            try (TopicReader output = BROKER.read(job.output)) {
                assertThat(answers(output)).containsAll(echoes(0, 5)).containsAll(echoes(100, 120));
            }
        }
    }

    @Test
    void stopsWhereRetentionHasPassedItByTheTimeOfARestart() throws Exception {
        CountDownLatch back = new CountDownLatch(1);
        try (RestModelStub model = RestModelStub.answering(call -> heldBy(back, call))) {
            TestJob job = TestJob.of(BROKER, model, 1).with("max-in-flight", "2");
            job.send(numbers(0, 4));
            RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN.surviving());
            running.awaitGauge("recordsInFlight", 2);
            running.checkpoint();
            deleteBefore(job.input, 4);

            CLUSTER.replaceTaskManager();

            assertThat(failure(running)).contains("from offset 2, and begins at 4");
            back.countDown();
        }
    }

    @Test
    void stopsWhereRetentionPassesItWhileTheModelIsAway() throws Exception {
        CountDownLatch back = new CountDownLatch(1);
        try (RestModelStub model = RestModelStub.answering(call -> heldBy(back, call))) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .with("max-in-flight", "2")
                            .with("kafka-client.max.partition.fetch.bytes", "1");
            sendInBatchesOfOne(job, 100);
            RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN.surviving());
            running.awaitGauge("recordsInFlight", 2);
            running.checkpoint();
            deleteBefore(job.input, 90);

            back.countDown();

            assertThat(failure(running)).contains(", and begins at 90: ");
        }
    }

    /** Which the consumer then fetches one by one, and not all ahead. */
    private static void sendInBatchesOfOne(TestJob job, int records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = BROKER.producer(Map.of())) {
            for (String number : numbers(0, records)) {
                producer.send(new ProducerRecord<>(job.input, TestJob.bytes(number))).get();
            }
        }
    }

    private static RestModelStub.Answer heldBy(CountDownLatch back, RestModelStub.Call call) {
        try {
            back.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return RestModelStub.echo(call);
    }

    @Test
    void takesMarkersOfTransactionsForNoRecords() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            try (KafkaProducer<byte[], byte[]> producer =
                    BROKER.producer(
                            Map.of(
                                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                    TestBroker.uniqueName("tx")))) {
                producer.initTransactions();
                producer.beginTransaction();
                var unused = producer.send(new ProducerRecord<>(job.input, TestJob.bytes("1")));
                producer.commitTransaction();
            }
            String state = answered(job, 1, 1);
            deleteBefore(job.input, 2);
            job.send("2");

            RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN.from(state));

            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, 2);
            }
        }
    }

    @Test
    void stopsWhereTheInputTopicWasChangedAndTheOldOneHasUnreadRecords() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            job.send(numbers(0, 4));
            String state = answered(job, 1, 4);
            job.send(numbers(4, 7));
            String other = TestBroker.uniqueName("other-in");
            BROKER.createTopic(other, 1);
            job.with("input-topic", other);

            RunningJob running =
                    RunningJob.start(CLUSTER, job, Start.PLAIN.surviving().from(state));

            assertThat(failure(running))
                    .contains(
                            "the job's state is of topic \"%s\", whose partition 0 is read up to offset 4 and ends at 7: 3 offsets in it would stay unanswered"
                                    .formatted(job.input));
        }
    }

    @Test
    void readsOnlyTheNewInputTopicWhereTheOldOneIsRead() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 2);
            job.send(numbers(0, 4));
            String state = answered(job, 1, 4);
            String other = TestBroker.uniqueName("other-in");
            BROKER.createTopic(other, 1);
            BROKER.produce(List.of(new ProducerRecord<>(other, TestJob.bytes("77"))));
            job.with("input-topic", other);

            RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN.from(state));

            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, 5);
                job.send(numbers(4, 7)); // to the old one
                running.awaitCheckpoints(3);
                running.stop();
                assertThat(answers(output)).hasSize(5).contains("{\"echo\":77}");
            }
        }
    }
}
