// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Savepoints of earlier versions restore: offsets, records in flight and the sink's state. Each was
 * taken with records 0 to 3 answered and committed and 4 to 9 in flight; it lies under {@code
 * src/test/resources/savepoints} in a folder named for the version that took it. {@code
 * -Dleat.savepoint.write=VERSION} takes one of this build.
 */
class SavepointCompatibilityITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static final Path SAVEPOINTS = Path.of("src/test/resources/savepoints");
    private static final int ANSWERED = 4;
    private static final int SENT = 10;

    /** Part of every savepoint: the topics and the transactional ids follow from it. */
    private static final String NAME = "savepoint-compatibility";

    private static TestJob job(RestModelStub model) {
        return TestJob.named(NAME, BROKER, model.port(), 1);
    }

    private static String[] numbers(int from, int to) {
        return Stream.iterate(from, number -> number < to, number -> number + 1)
                .map(String::valueOf)
                .toArray(String[]::new);
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(record -> TestJob.text(record.value())).toList();
    }

    /** Their names are part of the savepoints, so each test has to make them. */
    @AfterEach
    void deleteTopics() throws Exception {
        BROKER.admin()
                .deleteTopics(List.of(NAME + "-in", NAME + "-out", NAME + "-out-dead-letter"))
                .all()
                .get();
    }

    static List<Path> savepoints() throws IOException {
        try (Stream<Path> folders = Files.list(SAVEPOINTS)) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("savepoints")
    void restoresWhatAnEarlierVersionHasSaved(Path savepoint) throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = job(model);
            job.send(numbers(0, SENT + 2));

            RunningJob running =
                    RunningJob.start(
                            CLUSTER,
                            job,
                            RunningJob.Start.PLAIN.from(savepoint.toAbsolutePath().toString()));

            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, SENT + 2 - ANSWERED);
                running.stop();
                assertThat(values(output.toTheEnd()))
                        .containsExactly(
                                Stream.of(numbers(ANSWERED, SENT + 2))
                                        .map("{\"echo\":%s}"::formatted)
                                        .toArray(String[]::new));
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "leat.savepoint.write", matches = ".+")
    void takesOneOfThisBuild() throws Exception {
        String version = System.getProperty("leat.savepoint.write");
        try (RestModelStub model =
                RestModelStub.promising(SavepointCompatibilityITCase::firstOnly)) {
            TestJob job = job(model);
            job.send(numbers(0, SENT));
            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, ANSWERED);
            }
            running.awaitGauge("recordsInFlight", SENT - ANSWERED);
            Path taken = Path.of(URI.create(running.savepoint()));
            Path kept = SAVEPOINTS.resolve(version);
            Files.createDirectories(SAVEPOINTS);
            FileUtils.copy(
                    new org.apache.flink.core.fs.Path(taken.toUri()),
                    new org.apache.flink.core.fs.Path(kept.toAbsolutePath().toUri()),
                    false);
            running.cancel();
        }
    }

    private static CompletableFuture<Answer> firstOnly(RestModelStub.Call call) {
        int number = Integer.parseInt(TestJob.text(call.body()).strip());
        return number < ANSWERED
                ? CompletableFuture.completedFuture(RestModelStub.echo(call))
                : new CompletableFuture<>();
    }
}
