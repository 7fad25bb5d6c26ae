// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static io.leat.job.TestJob.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.metrics.JobMetric;
import io.leat.testing.kafka.TestBroker;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model that goes away in the middle of a run: all wait, nothing is dead-lettered. */
class OutageITCase {

    private static final int BEFORE = 50;
    private static final int RECORDS = 350;
    private static final int OPEN = 2;

    @RegisterExtension static final TestBroker BROKER = TestBroker.shared();
    @RegisterExtension static final TestCluster CLUSTER = new TestCluster();

    /** How a model can be away. */
    enum Outage {
        FAILS,
        IS_BUSY,
        HANGS,
        IS_GONE;

        void begin(RestModelStub model) {
            switch (this) {
                case FAILS -> model.become(call -> Answer.status(500));
                case IS_BUSY -> model.become(call -> Answer.status(503));
                case HANGS -> model.fallSilent();
                case IS_GONE -> model.close();
            }
        }

        /** The model that answers when it is over. */
        RestModelStub end(RestModelStub model, int port) {
            return switch (this) {
                case IS_GONE -> RestModelStub.answeringAt(port, RestModelStub::echo);
                case FAILS, IS_BUSY, HANGS -> {
                    model.become(RestModelStub::echo);
                    yield model;
                }
            };
        }
    }

    private static List<String> values(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    /** Budgets so small that any outage would spend them, if it counted. */
    private static TestJob impatient(RestModelStub model) {
        return TestJob.of(BROKER, model, 1)
                .with("call-timeout", "1s")
                .with("retry-attempts", "2")
                .with("retry-time", "3s")
                .with("breaker-wait", "1s");
    }

    @ParameterizedTest
    @EnumSource(Outage.class)
    void isWaitedOutWithCheckpointsAndWithoutDeadLetters(Outage outage) throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            int port = model.port();
            TestJob job = impatient(model);
            job.send(0, values(0, BEFORE));
            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                running.await(output, BEFORE);

                outage.begin(model);
                job.send(0, values(BEFORE, RECORDS));
                running.awaitGauge("breakerState", OPEN);
                long looks = running.gauge("breakerOpened");
                running.awaitCheckpoints(10);
                RunningJob.until(() -> running.gauge("breakerOpened") >= looks + 3);
                assertThat(letters.toTheEnd()).isEmpty();

                try (RestModelStub again = outage.end(model, port)) {
                    assertThat(running.await(output, RECORDS))
                            .extracting(record -> text(record.value()))
                            .containsExactlyElementsOf(
                                    values(0, RECORDS).stream()
                                            .map(value -> "{\"echo\":" + value + "}")
                                            .toList());
                    running.awaitGauge("breakerState", 0);
                    running.stop();
                    assertThat(letters.toTheEnd()).isEmpty();
                    assertThat(again.calls()).isNotEmpty();
                }
            }
        }
    }

    /** Far fewer are in flight than the breaker counts. */
    @Test
    void isWaitedOutByRecordsOfWhichFewFitInFlight() throws Exception {
        List<String> large =
                IntStream.range(0, 30).mapToObj(i -> "\"" + i + "x".repeat(1_000) + "\"").toList();
        try (RestModelStub model = RestModelStub.answering(call -> Answer.status(500))) {
            TestJob job =
                    impatient(model).with("max-in-flight-bytes", "5kb").with("retry-alone", "1s");
            job.send(0, large);
            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader output = BROKER.read(job.output);
                    TopicReader letters = BROKER.read(job.deadLetters)) {
                running.awaitGauge("breakerState", OPEN);
                long looks = running.gauge("breakerOpened");
                RunningJob.until(() -> running.gauge("breakerOpened") >= looks + 5);

                model.become(RestModelStub::echo);

                assertThat(running.await(output, large.size()))
                        .extracting(record -> text(record.value()))
                        .containsExactlyElementsOf(
                                large.stream().map(value -> "{\"echo\":" + value + "}").toList());
                running.stop();
                assertThat(letters.toTheEnd()).isEmpty();
            }
        }
    }

    /**
     * Those of shadows and of predictors that share records, see MonitoringITCase, of a request log
     * and of traces, see RequestLogITCase and TracingITCase.
     */
    private static final EnumSet<JobMetric> OF_OTHER_JOBS =
            EnumSet.of(
                    JobMetric.RECORDS_PASSED_OVER,
                    JobMetric.TRAFFIC_PERCENT,
                    JobMetric.PREDICTIONS_BY_PREDICTOR,
                    JobMetric.DEAD_LETTERS_BY_PREDICTOR,
                    JobMetric.REQUEST_LOG_EVENTS,
                    JobMetric.REQUEST_LOG_EVENTS_REFUSED,
                    JobMetric.REQUEST_LOG_EVENTS_DROPPED,
                    JobMetric.SPANS_EXPORTED,
                    JobMetric.SPANS_DROPPED);

    @Test
    void showsEveryMetricThatIsDocumented() throws Exception {
        try (RestModelStub model = RestModelStub.answering(RestModelStub::echo)) {
            TestJob job = impatient(model).with("batch-max-size", "2").withFeedback();
            job.send("1");
            RunningJob running = RunningJob.start(CLUSTER, job);
            try (TopicReader output = BROKER.read(job.output)) {
                running.await(output, 1);
            }

            for (JobMetric metric : EnumSet.complementOf(OF_OTHER_JOBS)) {
                // That of the lag comes with the first offsets of the group.
                RunningJob.until(() -> !running.metrics(metric.key()).isEmpty());
            }
            assertThat(running.gauge("callSecondsCount")).isEqualTo(1);
            assertThat(running.gauge("le\\.\\+Inf\\.callSecondsBucket")).isEqualTo(1);
            assertThat(running.gauge("node\\.m\\.callLimit")).isBetween(20L, 21L);
        }
    }
}
