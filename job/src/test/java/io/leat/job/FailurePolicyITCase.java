// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Poison among good records, and a job that would rather stop. */
class FailurePolicyITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final int RECORDS = 200;
    private static final int POISON_EVERY = 23;

    private static boolean isPoison(int record) {
        return record % POISON_EVERY == 5;
    }

    private static List<String> values() {
        return IntStream.range(0, RECORDS).mapToObj(Integer::toString).toList();
    }

    private static List<String> values(boolean poison) {
        return IntStream.range(0, RECORDS)
                .filter(record -> isPoison(record) == poison)
                .mapToObj(Integer::toString)
                .toList();
    }

    private static boolean isPoison(Call call) {
        return isPoison(Integer.parseInt(call.text()));
    }

    private static Answer failOnPoison(Call call) {
        return isPoison(call) ? Answer.status(500) : Answer.ok(call.text());
    }

    private static CompletableFuture<Answer> hangOnPoison(Call call) {
        return isPoison(call)
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(Answer.ok(call.text()));
    }

    private static void assertOnlyPoisonIsDeadLettered(
            TestJob job, String code, Function<ConsumerRecord<byte[], byte[]>, String> attempts)
            throws Exception {
        RunningJob running = RunningJob.start(CLUSTER, job);
        try (TopicReader output = BROKER.read(job.output);
                TopicReader letters = BROKER.read(job.deadLetters)) {
            List<String> good = values(false);
            List<String> poison = values(true);
            assertThat(running.await(output, good.size()))
                    .extracting(record -> text(record.value()))
                    .containsExactlyElementsOf(good);
            List<ConsumerRecord<byte[], byte[]>> dead = running.await(letters, poison.size());
            assertThat(dead)
                    .extracting(record -> text(record.value()))
                    .containsExactlyElementsOf(poison);
            assertThat(dead).allMatch(letter -> code.equals(header(letter, "leat-error-code")));
            assertThat(dead).extracting(attempts).doesNotContain("1");
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }

    @Test
    void deadLettersWhatTheModelKeepsFailingOnWhileOthersPass() throws Exception {
        try (RestModelStub model = RestModelStub.answering(FailurePolicyITCase::failOnPoison)) {
            TestJob job = TestJob.of(BROKER, model, 1).with("retry-attempts", "3");
            job.send(0, values());

            assertOnlyPoisonIsDeadLettered(
                    job, "model-failed", letter -> header(letter, "leat-error-attempts"));
        }
    }

    @Test
    void deadLettersWhatMakesTheModelHangWhileOthersPass() throws Exception {
        try (RestModelStub model = RestModelStub.promising(FailurePolicyITCase::hangOnPoison)) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .with("call-timeout", "1s")
                            .with("retry-time", "2s");
            job.send(0, values());

            assertOnlyPoisonIsDeadLettered(
                    job, "model-unavailable", letter -> header(letter, "leat-error-attempts"));
        }
    }

    @Test
    void stopsTheJobWithAClearMessageIfToldTo() throws Exception {
        try (RestModelStub model = RestModelStub.answering(FailurePolicyITCase::failOnPoison)) {
            TestJob job =
                    TestJob.of(BROKER, model, 1)
                            .with("retry-attempts", "2")
                            .with("retry-alone", "1ms")
                            .with("on-exhausted", "stop");
            job.send("0", "5");

            RunningJob running = RunningJob.start(CLUSTER, job, RunningJob.Start.PLAIN.surviving());

            assertThat(running.failure())
                    .hasStackTraceContaining(
                            ("HTTP status 500 for POST /predict (expected: 2xx); the record's budget of 2 attempts is"
                                            + " spent [record=%s-0@1, node=m,"
                                            + " endpoint=http://127.0.0.1:%d, attempts=2]: the job"
                                            + " stops")
                                    .formatted(job.input, model.port()));
            try (TopicReader letters = BROKER.read(job.deadLetters)) {
                assertThat(letters.toTheEnd()).isEmpty();
            }
        }
    }
}
