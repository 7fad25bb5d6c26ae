// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.RunningJob.Start;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A model that does not answer holds up the source, and nothing else. */
class GateITCase {

    private static final int LIMIT = 20;
    private static final int RECORDS = 300;

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static List<String> values() {
        return IntStream.range(0, RECORDS).mapToObj(Integer::toString).toList();
    }

    @Test
    void goesOnCheckpointingWhileAModelHangsAndAnswersEverythingLater() throws Exception {
        try (RestModelStub model = RestModelStub.silent()) {
            TestJob job = TestJob.of(BROKER, model, 1).with("max-in-flight", "" + LIMIT);
            job.send(0, values());
            RunningJob hanging = RunningJob.start(CLUSTER, job);
            RunningJob.until(() -> model.calls().size() == LIMIT);

            hanging.awaitCheckpoints(5);

            assertThat(hanging.gauge("recordsInFlight")).isEqualTo(LIMIT);
            assertThat(model.calls()).hasSize(LIMIT);

            String savepoint = hanging.stop();
            model.become(RestModelStub::echo);
            RunningJob resumed = RunningJob.start(CLUSTER, job, Start.PLAIN.from(savepoint));

            try (TopicReader output = BROKER.read(job.output)) {
                resumed.await(output, RECORDS);
                resumed.stop();
                assertThat(output.toTheEnd())
                        .extracting(record -> TestJob.text(record.value()))
                        .containsExactlyElementsOf(
                                values().stream().map(v -> "{\"echo\":" + v + "}").toList());
            }
        }
    }

    @Test
    void neverHasMoreCallsOpenThanTheLimit() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1).with("max-in-flight", "7");
            job.send(0, values());

            RunningJob running = RunningJob.start(CLUSTER, job);

            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, RECORDS);
            }
            assertThat(model.mostAtOnce()).isBetween(1, 7);
            running.awaitGauge("recordsInFlight", 0);
            running.awaitGauge("bytesInFlight", 0);
        }
    }

    @Test
    void alsoBoundsTheBytesInFlight() throws Exception {
        try (RestModelStub model = RestModelStub.silent()) {
            TestJob job = TestJob.of(BROKER, model, 1).with("max-in-flight-bytes", "4kb");
            job.send(0, IntStream.range(0, 20).mapToObj(i -> "1".repeat(1_000)).toList());

            RunningJob running = RunningJob.start(CLUSTER, job);

            RunningJob.until(() -> model.calls().size() == 4);
            running.awaitCheckpoints(2);
            assertThat(running.gauge("recordsInFlight")).isEqualTo(4);
        }
    }
}
