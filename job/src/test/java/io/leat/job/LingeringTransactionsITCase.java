// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.RunningJob.Start;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a job does with transactions that a run before it was killed with. */
class LingeringTransactionsITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    /** As a killed run leaves one: open, with a prediction in it, for longer than the test. */
    private static KafkaProducer<byte[], byte[]> open(TestJob job, String topic) throws Exception {
        KafkaProducer<byte[], byte[]> producer =
                BROKER.producer(
                        Map.of(
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                "leat/%s/-0-7".formatted(job.group()),
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                (int) TestBroker.LONGEST_TRANSACTION.toMillis()));
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, TestJob.bytes("left behind"))).get();
        return producer;
    }

    @Test
    void areAbortedByARunThatWritesAtLeastOnce() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1).with("delivery", "at-least-once");
            job.send("1");
            try (KafkaProducer<byte[], byte[]> left = open(job, job.output);
                    TopicReader output = BROKER.read(job.output)) {
                RunningJob running = RunningJob.start(CLUSTER, job);

                assertThat(running.await(output, 1))
                        .extracting(record -> TestJob.text(record.value()))
                        .containsExactly("{\"echo\":1}");
                left.close(Duration.ZERO);
            }
        }
    }

    @Test
    void areAbortedWhereTheOutputTopicWasChanged() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            String before = TestBroker.uniqueName("old-out");
            BROKER.createTopic(before, 1);
            // The connector itself ends every transaction where nothing was written to the new one.
            BROKER.produce(List.of(new ProducerRecord<>(job.output, TestJob.bytes("first"))));
            try (KafkaProducer<byte[], byte[]> left = open(job, before);
                    TopicReader old = BROKER.read(before)) {
                BROKER.produce(List.of(new ProducerRecord<>(before, TestJob.bytes("next"))));
                RunningJob running = RunningJob.start(CLUSTER, job);

                assertThat(running.await(old, 1))
                        .extracting(record -> TestJob.text(record.value()))
                        .containsExactly("next");
                left.close(Duration.ZERO);
            }
        }
    }

    @Test
    void areCommittedByARunThatWritesAtLeastOnceWhereTheStateHoldsThem() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            job.send("1");
            RunningJob running =
                    RunningJob.start(CLUSTER, job, Start.PLAIN.quietFor(Duration.ofHours(1)));
            RunningJob.until(() -> running.gauge("predictions") == 1);
            // A savepoint prepares the transaction; only a stop would commit it.
            String state = running.savepoint();
            CLUSTER.flink().cancelJob(running.id()).get();
            CLUSTER.flink().requestJobResult(running.id()).get();
            job.with("delivery", "at-least-once");
            try (TopicReader output = BROKER.read(job.output)) {
                RunningJob again = RunningJob.start(CLUSTER, job, Start.PLAIN.from(state));

                assertThat(again.await(output, 1))
                        .extracting(record -> TestJob.text(record.value()))
                        .containsExactly("{\"echo\":1}");
                again.stop();
                assertThat(output.toTheEnd()).hasSize(1);
            }
        }
    }
}
