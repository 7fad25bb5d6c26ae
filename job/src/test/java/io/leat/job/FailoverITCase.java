// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.RunningJob.Start;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a {@code read_committed} consumer sees when the job breaks in the middle of its calls. */
class FailoverITCase {

    private static final int RECORDS = 1_200;
    private static final int ANSWERED_BEFORE = 500;
    private static final int IN_FLIGHT = 50;

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    /** Answers so many calls; the others stay open. */
    private static RestModelStub stalling() {
        AtomicInteger calls = new AtomicInteger();
        return RestModelStub.promising(
                call ->
                        calls.getAndIncrement() < ANSWERED_BEFORE
                                ? CompletableFuture.completedFuture(RestModelStub.echo(call))
                                : new CompletableFuture<Answer>());
    }

    private static TestJob job(RestModelStub model) {
        TestJob job =
                TestJob.of(BROKER, model, 2)
                        .with("max-in-flight", Integer.toString(IN_FLIGHT))
                        .with("order", "unordered");
        for (int p = 0; p < 2; p++) {
            int partition = p;
            job.send(
                    partition,
                    IntStream.range(0, RECORDS / 2).mapToObj(i -> partition + "." + i).toList());
        }
        return job;
    }

    /** Waits until so many calls are open for good. */
    private static void awaitCallsWithoutAnswer(RestModelStub model) {
        RunningJob.until(() -> model.calls().size() >= ANSWERED_BEFORE + IN_FLIGHT);
    }

    private static void assertEachOnce(TestJob job) {
        List<String> expected =
                IntStream.range(0, RECORDS)
                        .mapToObj(
                                i ->
                                        "{\"echo\":%d.%d}"
                                                .formatted(i / (RECORDS / 2), i % (RECORDS / 2)))
                        .toList();
        try (TopicReader output = BROKER.read(job.output);
                TopicReader letters = BROKER.read(job.deadLetters)) {
            assertThat(output.toTheEnd())
                    .extracting(record -> TestJob.text(record.value()))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(letters.toTheEnd()).isEmpty();
        }
    }

    @Test
    void losesAndRepeatsNothingWhenATaskManagerDies() throws Exception {
        try (RestModelStub model = stalling()) {
            TestJob job = job(model);
            RunningJob running =
                    RunningJob.start(CLUSTER, job, Start.PLAIN.parallelism(2).surviving());
            awaitCallsWithoutAnswer(model);
            running.awaitCheckpoints(1);

            CLUSTER.replaceTaskManager();
            model.become(RestModelStub::echo);

            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, RECORDS);
            }
            running.stop();
            assertEachOnce(job);
            assertThat(model.calls()).hasSizeGreaterThanOrEqualTo(RECORDS + IN_FLIGHT);
        }
    }

    @Test
    void losesAndRepeatsNothingFromTheCheckpointThatACancelledJobLeaves() throws Exception {
        try (RestModelStub model = stalling()) {
            TestJob job = job(model);
            RunningJob first = RunningJob.start(CLUSTER, job, Start.PLAIN.parallelism(2));
            awaitCallsWithoutAnswer(model);
            first.awaitCheckpoints(1);
            String checkpoint = first.cancel();
            model.become(RestModelStub::echo);

            RunningJob second =
                    RunningJob.start(CLUSTER, job, Start.PLAIN.parallelism(2).from(checkpoint));

            try (TopicReader output = BROKER.read(job.output)) {
                second.await(output, RECORDS);
            }
            second.stop();
            assertEachOnce(job);
        }
    }
}
