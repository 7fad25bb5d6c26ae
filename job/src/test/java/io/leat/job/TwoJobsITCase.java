// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.job.RunningJob.Start;
import io.leat.job.plan.ConfigurationException;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two jobs of one deployment: one at a time, and every record answered once. */
class TwoJobsITCase {

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    private static List<String> answers(TopicReader reader) {
        return reader.toTheEnd().stream().map(record -> TestJob.text(record.value())).toList();
    }

    private static List<String> echoes(int from, int to) {
        return values(from, to).stream().map("{\"echo\":%s}"::formatted).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly-once", "at-least-once"})
    void refusesTheSecondAndLeavesTheFirstAlone(String delivery) throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1).with("delivery", delivery);
            job.send(0, values(0, 10));
            RunningJob first = RunningJob.start(CLUSTER, job);
            try (TopicReader output = BROKER.read(job.output)) {
                first.await(output, 10);

                assertThatThrownBy(() -> RunningJob.start(CLUSTER, job))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("another job runs this deployment")
                        .hasMessageContaining(
                                "group \"" + job.group() + "\" is held by a job on host")
                        .hasMessageContaining("--take-over");

                job.send(0, values(10, 20));
                first.await(output, 20);
                assertThat(first.gauge("claimHeld")).isEqualTo(1);
                assertThat(answers(output)).containsExactlyElementsOf(echoes(0, 20));
            }
        }
    }

    @Test
    void takesOverWhereTheFirstLeftOff() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            job.send(0, values(0, 10));
            RunningJob first = RunningJob.start(CLUSTER, job, Start.PLAIN.surviving());
            try (TopicReader output = BROKER.read(job.output)) {
                first.await(output, 10);
                job.send(0, values(10, 20));

                RunningJob second = RunningJob.start(CLUSTER, job.with("take-over", "true"));

                RunningJob.until(() -> first.status() == JobStatus.FAILED);
                assertThat(first.failure())
                        .rootCause()
                        .hasMessageContaining("another job runs this deployment")
                        .hasMessageContaining("with --take-over");
                job.send(0, values(20, 30));
                second.await(output, 30);
                second.awaitCheckpoints(2);
                assertThat(answers(output)).containsExactlyElementsOf(echoes(0, 30));
            }
        }
    }

    @Test
    void stopsForGoodOnceTheGroupIsAnothers() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = TestJob.of(BROKER, model, 1);
            RunningJob first = RunningJob.start(CLUSTER, job, Start.PLAIN.surviving());
            first.awaitGauge("claimHeld", 1);

            OffsetAndMetadata claimed =
                    new OffsetAndMetadata(
                            0,
                            "leat owner=x run=y term=99 host=elsewhere since=2026-01-02T03:04:05Z"
                                    + " seen=1 claim=held");
            RunningJob.until(
                    () -> {
                        BROKER.admin()
                                .alterConsumerGroupOffsets(
                                        job.group(),
                                        Map.of(new TopicPartition(job.input, 0), claimed))
                                .all()
                                .get();
                        return first.status() == JobStatus.FAILED;
                    });

            assertThat(first.failure())
                    .rootCause()
                    .hasMessageContaining(
                            "group \""
                                    + job.group()
                                    + "\" was taken over by a job on"
                                    + " host elsewhere at 2026-01-02T03:04:05Z");
        }
    }
}
