// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.bytes;
import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.RunningJob.Start;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In which order predictions come out. */
class OrderITCase {

    private static final int PARTITIONS = 3;
    private static final int PER_PARTITION = 200;

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    @Test
    void keepsTheOrderOfEachPartitionWithManyCallsAtOnce() throws Exception {
        Random random = new Random(7);
        try (RestModelStub model =
                RestModelStub.promising(call -> after(random.nextInt(30), call))) {
            TestJob job = TestJob.of(BROKER, model, PARTITIONS).with("max-in-flight", "60");
            BROKER.produce(numbered(job));

            RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN.parallelism(2));

            try (TopicReader output = BROKER.read(job.output)) {
                Map<String, List<Integer>> byKey =
                        running.await(output, PARTITIONS * PER_PARTITION).stream()
                                .collect(
                                        Collectors.groupingBy(
                                                record -> text(record.key()),
                                                Collectors.mapping(
                                                        OrderITCase::number, Collectors.toList())));
                assertThat(byKey).hasSize(PARTITIONS);
                assertThat(byKey.values())
                        .allSatisfy(
                                numbers -> assertThat(numbers).hasSize(PER_PARTITION).isSorted());
            }
            assertThat(model.mostAtOnce()).isBetween(4 * PARTITIONS, 2 * 60);
        }
    }

    /** Each input partition has a key of its own, which keeps it together in the output too. */
    private static List<ProducerRecord<byte[], byte[]>> numbered(TestJob job) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < PER_PARTITION; i++) {
            for (int p = 0; p < PARTITIONS; p++) {
                records.add(
                        new ProducerRecord<>(
                                job.input, p, bytes("key-" + p), bytes(Integer.toString(i))));
            }
        }
        return records;
    }

    private static int number(ConsumerRecord<byte[], byte[]> record) {
        return Integer.parseInt(text(record.value()).replaceAll("\\D", ""));
    }

    /** The time a model takes: its answer comes later, from another thread. */
    private static CompletableFuture<Answer> after(int millis, RestModelStub.Call call) {
        return CompletableFuture.supplyAsync(
                () -> RestModelStub.echo(call),
                CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }

    @Test
    void letsAFastAnswerOvertakeWhereThatIsAsked() throws Exception {
        CompletableFuture<Answer> held = new CompletableFuture<>();
        try (RestModelStub model = holdingBack("0", held)) {
            TestJob job = TestJob.of(BROKER, model, 1).with("order", "unordered");
            job.send("0", "1", "2");

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                assertThat(running.await(output, 2))
                        .extracting(OrderITCase::number)
                        .containsExactlyInAnyOrder(1, 2);
                held.complete(Answer.ok("0"));
                assertThat(running.await(output, 3).get(2))
                        .extracting(OrderITCase::number)
                        .isEqualTo(0);
            }
        }
    }

    @Test
    void holdsAFastAnswerBackBehindASlowOneByDefault() throws Exception {
        CompletableFuture<Answer> held = new CompletableFuture<>();
        try (RestModelStub model = holdingBack("0", held)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            job.send("0", "1", "2");

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                RunningJob.until(() -> model.calls().size() == 3);
                running.awaitCheckpoints(2);
                assertThat(output.toTheEnd()).isEmpty();
                held.complete(Answer.ok("0"));
                assertThat(running.await(output, 3))
                        .extracting(OrderITCase::number)
                        .isEqualTo(IntStream.range(0, 3).boxed().toList());
            }
        }
    }

    private static RestModelStub holdingBack(String value, CompletableFuture<Answer> held) {
        return RestModelStub.promising(
                call ->
                        call.text().equals(value)
                                ? held
                                : CompletableFuture.completedFuture(RestModelStub.echo(call)));
    }
}
