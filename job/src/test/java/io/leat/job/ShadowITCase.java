// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.RunningJob.Start;
import io.leat.job.plan.InferenceJob;
import io.leat.kafka.gate.StopOffsets;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.traffic.TrafficHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shadow and the predictor it stands beside, as two jobs on one input topic. */
class ShadowITCase {

    private static final int RECORDS = 200;

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private final String name = TestBroker.uniqueName("shadow");

    private TestJob job(RestModelStub model, RestModelStub shadow, int percent) {
        return TestJob.named(name, BROKER, model.port(), 1).withShadow(shadow, percent);
    }

    /** Every second record has a key; the value is its number. */
    private static void send(TestJob job) {
        BROKER.produce(
                IntStream.range(0, RECORDS)
                        .mapToObj(
                                i ->
                                        new ProducerRecord<>(
                                                job.input, 0, key(i), bytes(Integer.toString(i))))
                        .toList());
    }

    private static byte[] key(int record) {
        return record % 2 == 0 ? bytes("key-" + record) : null;
    }

    /** As anyone would compute it. */
    private List<String> sampled(TestJob job, int percent) {
        TrafficHash hash = new TrafficHash(name);
        return IntStream.range(0, RECORDS)
                .filter(
                        i -> {
                            byte[] key = key(i);
                            byte[] of = key == null ? bytes(job.input + "-0-" + i) : key;
                            return hash.bucket(of) < percent * 100;
                        })
                .mapToObj(i -> "{\"echo\":" + i + "}")
                .toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }

    private static Map<String, String> byPuid(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, String> values = new HashMap<>();
        records.forEach(each -> values.put(header(each, "Seldon-Puid"), text(each.value())));
        return values;
    }

    @Test
    void answersItsShareOfTheRecordsUnderTheSamePuids() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo);
                RestModelStub shadow = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = job(model, shadow, 30);
            List<String> sampled = sampled(job, 30);
            send(job);

            RunningJob primary = RunningJob.start(CLUSTER, job);
            RunningJob next = RunningJob.start(CLUSTER, job.load("next"), Start.PLAIN);

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader beside = BROKER.read(job.output + "-shadow")) {
                List<ConsumerRecord<byte[], byte[]>> all = primary.await(output, RECORDS);
                List<ConsumerRecord<byte[], byte[]>> some = next.await(beside, sampled.size());
                next.awaitGauge("recordsPassedOver", RECORDS - sampled.size());
                awaitCommitted("next." + name + ".lab", job.input);
                assertThat(some)
                        .extracting(record -> text(record.value()))
                        .containsExactlyElementsOf(sampled);
                assertThat(byPuid(all)).containsAllEntriesOf(byPuid(some));
                assertThat(all).allMatch(each -> header(each, "leat-predictor").equals("main"));
                assertThat(some).allMatch(each -> header(each, "leat-predictor").equals("next"));
                primary.stop();
                next.stop();
                assertThat(output.toTheEnd()).hasSize(RECORDS);
                assertThat(beside.toTheEnd()).hasSize(sampled.size());
            }
            assertThat(shadow.calls()).hasSize(sampled.size());
        }
    }

    /** What is passed over is behind the group too. */
    private static void awaitCommitted(String group, String topic) {
        RunningJob.until(
                () -> {
                    OffsetAndMetadata committed =
                            BROKER.admin()
                                    .listConsumerGroupOffsets(group)
                                    .partitionsToOffsetAndMetadata()
                                    .get()
                                    .get(new TopicPartition(topic, 0));
                    return committed != null && committed.offset() == RECORDS;
                });
    }

    @Test
    void neverHoldsThePredictorUpAndLosesNothingWhileItsOwnModelIsAway() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo);
                RestModelStub shadow = RestModelStub.answering(call -> Answer.status(503))) {
            TestJob job = job(model, shadow, 100).with("max-in-flight", "10");
            RunningJob primary = RunningJob.start(CLUSTER, job);
            RunningJob next = RunningJob.start(CLUSTER, job.load("next"), Start.PLAIN);
            send(job);

            try (TopicReader output = BROKER.read(job.output);
                    TopicReader beside = BROKER.read(job.output + "-shadow");
                    TopicReader letters = BROKER.read(job.output + "-shadow-dead-letter")) {
                next.awaitGauge("breakerState", 2);
                assertThat(primary.await(output, RECORDS)).hasSize(RECORDS);
                assertThat(beside.toTheEnd()).isEmpty();

                shadow.become(RestModelStub::echo);
                assertThat(next.await(beside, RECORDS))
                        .extracting(record -> text(record.value()))
                        .containsExactlyElementsOf(sampled(job, 100));
                assertThat(letters.toTheEnd()).isEmpty();
            }
        }
    }

    @Test
    void reachesTheEndOfWhatItPassesOver() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = job(model, model, 0);
            send(job);
            InferenceJob shadow = job.load("next");
            Start bounded =
                    Start.PLAIN.until(
                            StopOffsets.lastOffsets(
                                    Map.of(new TopicPartition(job.input, 0), RECORDS / 2 - 1L)));

            RunningJob next = RunningJob.start(CLUSTER, shadow, bounded);

            next.awaitGauge("partitionsReadUntilEnd", 1);
            assertThat(next.gauge("recordsPassedOver")).isEqualTo(RECORDS / 2);
            assertThat(next.gauge("recordsInFlight")).isZero();
            next.stop();
            assertThat(model.calls()).isEmpty();
        }
    }
}
