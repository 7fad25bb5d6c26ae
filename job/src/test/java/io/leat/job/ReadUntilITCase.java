// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.RunningJob.Start;
import io.leat.kafka.gate.StopOffsets;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job that reads what was in the topic at a time, and no further. */
class ReadUntilITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static List<String> texts(TopicReader reader) {
        return reader.toTheEnd().stream().map(record -> TestJob.text(record.value())).toList();
    }

    private static List<String> numbers(int partition) {
        return IntStream.range(0, 10).mapToObj(i -> partition + "" + i).toList();
    }

    @Test
    void leavesWhatLiesBeyondTheLastOffset() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            job.send(0, numbers(1));
            Start bounded =
                    Start.PLAIN.until(
                            StopOffsets.lastOffsets(Map.of(new TopicPartition(job.input, 0), 2L)));

            RunningJob running = RunningJob.start(CLUSTER, job, bounded);

            running.awaitGauge("partitionsReadUntilEnd", 1);
            running.awaitGauge("recordsInFlight", 0);
            String savepoint = running.stop();
            try (TopicReader output = BROKER.read(job.output)) {
                assertThat(texts(output))
                        .containsExactly("{\"echo\":10}", "{\"echo\":11}", "{\"echo\":12}");
            }
            assertThat(model.calls()).hasSize(3);
            readsOnWithoutRepeats(job, savepoint);
        }
    }

    @Test
    void readsUntilTheEndOfEachPartitionThatIsNamed() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 3);
            job.send(1, numbers(1));
            job.send(2, numbers(2));
            Start bounded =
                    Start.PLAIN
                            .parallelism(2)
                            .until(
                                    StopOffsets.lastOffsets(
                                            Map.of(
                                                    new TopicPartition(job.input, 1),
                                                    9L,
                                                    new TopicPartition(job.input, 2),
                                                    9L)));

            RunningJob running = RunningJob.start(CLUSTER, job, bounded);

            running.awaitGauge("partitionsReadUntilEnd", 2);
            running.awaitGauge("recordsInFlight", 0);
            running.stop();
            try (TopicReader output = BROKER.read(job.output)) {
                assertThat(texts(output)).hasSize(20).doesNotHaveDuplicates();
            }
        }
    }

    private static void readsOnWithoutRepeats(TestJob job, String savepoint) throws Exception {
        RunningJob running = RunningJob.start(CLUSTER, job, Start.PLAIN.from(savepoint));
        try (TopicReader output = BROKER.read(job.output)) {
            running.await(output, 10);
            running.stop();
            assertThat(texts(output)).hasSize(10).doesNotHaveDuplicates();
        }
    }
}
