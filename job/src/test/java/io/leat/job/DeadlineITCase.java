// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.ErrorHeaders;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records whose answers are of use for a while only, in the whole job. */
class DeadlineITCase {

    private static final int RECORDS = 60;

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "{\"instances\":[[" + i + "]]}").toList();
    }

    private static String code(ConsumerRecord<byte[], byte[]> letter) {
        return ErrorHeaders.text(letter.headers(), ErrorHeaders.CODE);
    }

    private static ProducerRecord<byte[], byte[]> withoutDeadline(TestJob job) {
        byte[] value = TestJob.bytes("{\"instances\":[[0]]}");
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(job.input, 0, null, null, value);
        record.headers().add("leat-deadline", TestJob.bytes("none"));
        return record;
    }

    /** More than fit in flight: each that expires lets another one be read. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "4"})
    void expireWhileTheirModelIsAwayAndTheNextIsAnswered(String batch) throws Exception {
        try (RestModelStub model = RestModelStub.answering(call -> Answer.status(503))) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .protocol("tensorflow")
                            .with("batch-max-size", batch)
                            .with("record-deadline", "2s")
                            .with("max-in-flight", "10")
                            .with("breaker-wait", "1s");
            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                running.checkpoint();
                job.send(0, values(0, RECORDS));

                assertThat(running.await(letters, RECORDS))
                        .allSatisfy(letter -> assertThat(code(letter)).isEqualTo("expired"))
                        .extracting(letter -> text(letter.value()))
                        .containsExactlyElementsOf(values(0, RECORDS));

                model.become(RestModelStub::echo);
                BROKER.produce(List.of(withoutDeadline(job)));
                assertThat(running.await(output, 1)).hasSize(1);
                running.stop();
                assertThat(letters.toTheEnd()).hasSize(RECORDS);
            }
        }
    }

    @Test
    void areCalledNoMoreOnceTheyHaveExpired() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1).with("record-deadline", "1ms");
            job.send(0, values(0, RECORDS));
            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader letters = BROKER.read(job.deadLetters)) {
                assertThat(running.await(letters, RECORDS))
                        .allSatisfy(
                                letter ->
                                        assertThat(
                                                        ErrorHeaders.text(
                                                                letter.headers(),
                                                                ErrorHeaders.ATTEMPTS))
                                                .isEqualTo("0"));
                running.stop();
            }
        }
    }
}
