// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a job without state begins, and what it reads. */
class OffsetsITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static Map<TopicPartition, OffsetAndMetadata> committed(TestJob job) throws Exception {
        return BROKER.admin()
                .listConsumerGroupOffsets(job.group())
                .partitionsToOffsetAndMetadata()
                .get();
    }

    private static List<String> texts(TopicReader reader) {
        return reader.toTheEnd().stream().map(record -> TestJob.text(record.value())).toList();
    }

    @Test
    void beginsWhereTheGroupHasCommitted() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            TopicPartition partition = new TopicPartition(job.input, 0);
            job.send("0", "1", "2", "3");
            BROKER.admin()
                    .alterConsumerGroupOffsets(
                            job.group(), Map.of(partition, new OffsetAndMetadata(2)))
                    .all()
                    .get();

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, 2);
                running.stop();
                assertThat(texts(output)).containsExactly("{\"echo\":2}", "{\"echo\":3}");
            }
        }
    }

    @Test
    void beginsAtTheEarliestRecordOfAGroupThatHasCommittedNothing() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            job.send("0", "1");

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, 2);
                assertThat(texts(output)).containsExactly("{\"echo\":0}", "{\"echo\":1}");
            }
        }
    }

    @Test
    void commitsItsOffsetsUnderTheNameOfTheDeployment() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            TopicPartition partition = new TopicPartition(job.input, 0);
            job.send("0", "1", "2");

            RunningJob.start(CLUSTER, job);

            Awaitility.await()
                    .atMost(RunningJob.TIMEOUT)
                    .untilAsserted(
                            () ->
                                    assertThat(committed(job))
                                            .extractingByKey(partition)
                                            .extracting(OffsetAndMetadata::offset)
                                            .isEqualTo(3L));
            assertThat(job.group()).matches("main\\.job-\\d+\\.lab");
        }
    }

    @Test
    void readsNothingOfAnAbortedTransaction() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            try (KafkaProducer<byte[], byte[]> producer = transactional()) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(job.input, bytes("\"aborted\""))).get();
                producer.abortTransaction();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(job.input, bytes("\"committed\""))).get();
                producer.commitTransaction();
            }

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, 1);
                running.stop();
                assertThat(texts(output)).containsExactly("{\"echo\":\"committed\"}");
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> transactional() {
        return BROKER.producer(
                Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TestBroker.uniqueName("tx")));
    }
}
