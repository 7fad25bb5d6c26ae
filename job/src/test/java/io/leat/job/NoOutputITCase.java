// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job whose model is the effect: nothing is written but dead letters. */
class NoOutputITCase {

    private static final int RECORDS = 60;

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static long committed(TestJob job) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                BROKER.admin()
                        .listConsumerGroupOffsets(job.group())
                        .partitionsToOffsetAndMetadata()
                        .get();
        OffsetAndMetadata offset = offsets.get(new TopicPartition(job.input, 0));
        return offset == null ? 0 : offset.offset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void commitsOffsetsOnceTheModelHasAnswered(String delivery) throws Exception {
        try (RestModelStub model = RestModelStub.answering(call -> Answer.status(503))) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .with("output-mode", "none")
                            .with("delivery", delivery)
                            .with("max-in-flight", "10")
                            .with("breaker-wait", "1s");
            job.send(0, values(0, RECORDS));
            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.input + "-dead-letter")) {
                running.awaitCheckpoints(2);
                assertThat(committed(job)).isZero();

                model.become(
                        call ->
                                text(call.body()).equals("7")
                                        ? Answer.status(400)
                                        : RestModelStub.echo(call));

                assertThat(running.await(letters, 1))
                        .extracting(letter -> text(letter.value()))
                        .containsExactly("7");
                RunningJob.until(() -> committed(job) == RECORDS);
                assertThat(running.gauge("predictions")).isEqualTo(RECORDS - 1);
                assertThat(running.gauge("recordsInFlight")).isZero();
                running.stop();
                assertThat(output.toTheEnd()).isEmpty();
                assertThat(letters.toTheEnd()).hasSize(1);
            }
        }
    }
}
