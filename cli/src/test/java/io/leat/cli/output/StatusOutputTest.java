// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.status.ClusterReport;
import io.leat.status.FlowReport;
import io.leat.status.FlowReport.Breaker;
import io.leat.status.FlowReport.FeedbackFlow;
import io.leat.status.FlowReport.Lost;
import io.leat.status.FlowReport.NodeReport;
import io.leat.status.FlowReport.Outage;
import io.leat.status.JobReport;
import io.leat.status.JobReport.Cause;
import io.leat.status.JobReport.Checkpoint;
import io.leat.status.JobReport.Checkpoints;
import io.leat.status.JobReport.CheckpointsFailing;
import io.leat.status.JobReport.Restarts;
import io.leat.status.JobReport.Tasks;
import io.leat.status.Latency;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is printed of a job with which everything is wrong, and in which order. */
class StatusOutputTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:05:00Z");
    private static final Instant YESTERDAY = Instant.parse("2026-11-28T23:59:59Z");

    private static FlowReport flow(Lost lost, @Nullable Boolean claim) {
        return new FlowReport(
                12.34,
                0,
                100,
                400,
                new TreeMap<>(Map.of(0, 70L, 1, 80L)),
                new TreeMap<>(Map.of("bad-reply", 1L, "model-rejected", 2L)),
                lost,
                null,
                claim,
                List.of(
                        new NodeReport(
                                "m",
                                "host:80",
                                Breaker.OPEN,
                                0.5,
                                80,
                                1,
                                99,
                                212,
                                new Latency(0.01, Double.POSITIVE_INFINITY, 7, false),
                                new Outage(
                                        Instant.parse("2026-11-29T12:03:00Z"),
                                        "HTTP status 503 (expected: 2xx)")),
                        new NodeReport("n", null, Breaker.HALF_OPEN, 0, 10, 0, 0, 0, null, null),
                        new NodeReport(
                                "o",
                                "[::1]:9",
                                Breaker.CLOSED,
                                0,
                                10,
                                0,
                                0,
                                0,
                                null,
                                new Outage(YESTERDAY, "connection failed"))));
    }

    private static JobReport job(String state, @Nullable FlowReport flow) {
        return new JobReport(
                "5e96",
                "leat default.iris.default",
                state,
                YESTERDAY,
                new Tasks(3, 4),
                new Restarts(4, List.of(new Cause(NOW, 3, "torn \u001b[2J"))),
                new Checkpoints(
                        new Checkpoint(
                                812,
                                false,
                                NOW.minusSeconds(121),
                                Duration.ofMillis(39),
                                3L << 20,
                                "s3://state/chk-812"),
                        2,
                        new CheckpointsFailing(NOW.minusSeconds(30), 2, "no space")),
                Map.of(
                        "KAFKA_INPUT_TOPIC", "in",
                        "KAFKA_OUTPUT_TOPIC", "out",
                        "KAFKA_DEAD_LETTER_TOPIC", "dead",
                        "KAFKA_BROKER", "k:1",
                        "LEAT_DELIVERY", "exactly-once",
                        "LEAT_ORDER", "ordered",
                        "LEAT_CHECKPOINT_INTERVAL", "10s"),
                flow);
    }

    private static ClusterReport cluster(JobReport... jobs) {
        return new ClusterReport("http://f:8081", "2.2.1", NOW, List.of(jobs), null, List.of(), 5);
    }

    @Test
    void showsFeedbackWhereThereIsSome() {
        FlowReport flow =
                new FlowReport(
                        1,
                        1,
                        0,
                        100,
                        new TreeMap<>(Map.of(0, 1L)),
                        new TreeMap<>(),
                        new Lost(0, 0, 0),
                        new FeedbackFlow(12, 10, new TreeMap<>(Map.of(0, 2L))),
                        true,
                        List.of());
        ClusterReport cluster = cluster(job("RUNNING", flow));

        assertThat(flow.waiting()).isEqualTo(3);
        assertThat(StatusText.of(cluster, ZoneOffset.UTC).lines())
                .contains(
                        "  lag           1 (0: 1)",
                        "  feedback      10 delivered of 12 begun since the tasks started; lag 2"
                                + " (0: 2)");
        assertThat(StatusJson.line(cluster))
                .contains(
                        "\"feedback\":{\"received\":12,\"delivered\":10,\"lag\":2,\"lagByPartition\":{\"0\":2}}");
    }

    @Test
    void saysTheWorstFirstAndThenAllElse() {
        assertThat(
                        StatusText.of(
                                        cluster(job("RUNNING", flow(new Lost(1, 2, 3), false))),
                                        ZoneOffset.UTC)
                                .lines())
                .containsExactly(
                        "leat default.iris.default: 1 transaction ended by the broker before the"
                                + " commit: their predictions are missing from out, and the log"
                                + " says which",
                        "  also          3 offsets of in deleted before they were read, and passed"
                                + " over",
                        "  also          2 transactions of which the brokers do not say whether"
                                + " they were committed",
                        "  also          3 of 4 tasks run: torn \\u001b[2J",
                        "  also          the job waits for the claim on its consumer group: the"
                                + " brokers do not answer, or another job runs this deployment",
                        "  also          m at host:80 answers 503 since 12:03:00; 150 records"
                                + " wait; nothing is lost",
                        "  also          n answers no call (circuit breaker half-open); 150"
                                + " records wait; nothing is lost",
                        "  also          o at [::1]:9 is unavailable since 2026-11-28 23:59:59"
                                + " (connection failed); 150 records wait; nothing is lost",
                        "  also          checkpoints fail since 12:04:30 (2 times): no space;"
                                + " nothing answered since the last one is committed until one"
                                + " completes",
                        "  flink         http://f:8081, Flink 2.2.1, job 5e96",
                        "  state         RUNNING since 2026-11-28 23:59:59, 3 of 4 tasks run",
                        "  restarts      4",
                        "                12:05:00 (3 times)  torn \\u001b[2J",
                        "  checkpoint    812 at 12:02:59 (2 min ago), 39 ms, 3.0 MiB,"
                                + " s3://state/chk-812; 2 failed lately",
                        "  topics        in -> out, dead letters to dead, on k:1",
                        "  delivery      exactly-once, ordered, checkpoint every 10s",
                        "  records       12.3/s in, 0.0/s out, in flight 100 of 400",
                        "  lag           150 (0: 70, 1: 80)",
                        "  dead letters  3 since the tasks started: bad-reply 1, model-rejected 2",
                        "  node          m at host:80: breaker open, 0.5 calls/s, p50 up to 10 ms,"
                                + " p99 above 60 s of the last 7 calls",
                        "                1 under way of at most 80, 99 waiting, 212 retries",
                        "                unavailable since 12:03:00: HTTP status 503 (expected:"
                                + " 2xx)",
                        "  node          n: breaker half-open, 0.0 calls/s, no call yet",
                        "                0 under way of at most 10, 0 waiting, 0 retries",
                        "  node          o at [::1]:9: breaker closed, 0.0 calls/s, no call yet",
                        "                0 under way of at most 10, 0 waiting, 0 retries",
                        "                unavailable since 2026-11-28 23:59:59: connection failed");
    }

    @Test
    void saysWhatIsWrongInOneLineOfEachJob() {
        assertThat(
                        StatusText.lines(
                                        cluster(
                                                job("FAILED", null),
                                                job("RESTARTING", null),
                                                job("CREATED", null)),
                                        ZoneOffset.UTC)
                                .lines())
                .containsExactly(
                        "12:05:00  leat default.iris.default  FAILED  the job has failed at"
                                + " 2026-11-28 23:59:59: torn \\u001b[2J; records wait in in",
                        "12:05:00  leat default.iris.default  RESTARTING  the job restarts from"
                                + " its last checkpoint since 2026-11-28 23:59:59: torn \\u001b[2J",
                        "12:05:00  leat default.iris.default  CREATED  the job is CREATED since"
                                + " 2026-11-28 23:59:59");
        assertThat(StatusText.lines(cluster(), ZoneOffset.UTC))
                .isEqualToIgnoringNewLines(
                        "12:05:00  no Leat job at http://f:8081 (other jobs: 5)");
    }

    private static ClusterReport without(String wanted, String... otherLeatJobs) {
        return new ClusterReport(
                "http://f:8081", "2.2.1", NOW, List.of(), wanted, List.of(otherLeatJobs), 5);
    }

    @Test
    void namesTheJobThatIsNotThereAndThoseThatAre() {
        ClusterReport someAreThere =
                without("iris\u001b[2J", "default.a.default", "main.b\u001b.c");

        assertThat(StatusText.of(someAreThere, ZoneOffset.UTC))
                .isEqualToIgnoringNewLines(
                        "no Leat job \"iris\\u001b[2J\" at http://f:8081 (expected: one of"
                                + " default.a.default, main.b\\u001b.c)");
        assertThat(StatusJson.line(someAreThere))
                .contains("\"otherLeatJobs\":[\"default.a.default\",\"main.b\\u001B.c\"]");
        assertThat(StatusText.of(without("iris"), ZoneOffset.UTC))
                .isEqualToIgnoringNewLines(
                        "no Leat job \"iris\" at http://f:8081 (expected: a name or id of a Leat"
                                + " job; there is none; other jobs: 5)");
    }

    @Test
    void hasFieldsForProgramsThatStay() {
        assertThat(StatusJson.line(cluster(job("RUNNING", flow(new Lost(0, 0, 0), null)))))
                .isEqualToIgnoringNewLines(
                        "{\"flink\":\"http://f:8081\",\"flinkVersion\":\"2.2.1\","
                                + "\"at\":\"2026-11-29T12:05:00Z\",\"healthy\":false,\"otherJobs\":5,"
                                + "\"otherLeatJobs\":[],"
                                + "\"jobs\":[{\"name\":\"leat default.iris.default\",\"id\":\"5e96\","
                                + "\"healthy\":false,\"sentence\":\"3 of 4 tasks run: torn \\u001B[2J\","
                                + "\"alsoWrong\":[\"m at host:80 answers 503 since"
                                + " 2026-11-29T12:03:00Z; 150 records wait; nothing is lost\","
                                + "\"n answers no call (circuit breaker half-open); 150 records wait;"
                                + " nothing is lost\",\"o at [::1]:9 is unavailable since"
                                + " 2026-11-28T23:59:59Z (connection failed); 150 records wait;"
                                + " nothing is lost\",\"checkpoints fail since 2026-11-29T12:04:30Z"
                                + " (2 times): no space; nothing answered since the last one is"
                                + " committed until one completes\"],"
                                + "\"state\":\"RUNNING\",\"since\":\"2026-11-28T23:59:59Z\","
                                + "\"tasks\":4,\"tasksRunning\":3,\"restarts\":4,"
                                + "\"causes\":[{\"last\":\"2026-11-29T12:05:00Z\",\"times\":3,"
                                + "\"reason\":\"torn \\u001B[2J\"}],\"checkpointsFailed\":2,"
                                + "\"lastCheckpoint\":{\"id\":812,\"savepoint\":false,"
                                + "\"at\":\"2026-11-29T12:02:59Z\",\"tookMillis\":39,"
                                + "\"bytes\":3145728,\"place\":\"s3://state/chk-812\"},"
                                + "\"checkpointsFailing\":{\"since\":\"2026-11-29T12:04:30Z\","
                                + "\"times\":2,\"reason\":\"no space\"},"
                                + "\"options\":{\"KAFKA_BROKER\":\"k:1\","
                                + "\"KAFKA_DEAD_LETTER_TOPIC\":\"dead\",\"KAFKA_INPUT_TOPIC\":\"in\","
                                + "\"KAFKA_OUTPUT_TOPIC\":\"out\",\"LEAT_CHECKPOINT_INTERVAL\":\"10s\","
                                + "\"LEAT_DELIVERY\":\"exactly-once\",\"LEAT_ORDER\":\"ordered\"},"
                                + "\"flow\":{\"recordsInPerSecond\":12.34,\"recordsOutPerSecond\":0.0,"
                                + "\"recordsInFlight\":100,\"recordsInFlightLimit\":400,\"lag\":150,"
                                + "\"lagByPartition\":{\"0\":70,\"1\":80},"
                                + "\"deadLettersByCode\":{\"bad-reply\":1,\"model-rejected\":2},"
                                + "\"transactionsLost\":0,\"transactionsUnclear\":0,"
                                + "\"recordsSkipped\":0,\"claimHeld\":null,\"nodes\":["
                                + "{\"name\":\"m\",\"address\":\"host:80\",\"breaker\":\"open\","
                                + "\"callsPerSecond\":0.5,\"callLimit\":80,\"callsUnderWay\":1,"
                                + "\"callsWaiting\":99,\"callRetries\":212,"
                                + "\"latency\":{\"p50Seconds\":0.01,\"p99Seconds\":null,\"calls\":7,"
                                + "\"sinceStart\":false},\"unavailable\":"
                                + "{\"since\":\"2026-11-29T12:03:00Z\","
                                + "\"reason\":\"HTTP status 503 (expected: 2xx)\"}},"
                                + "{\"name\":\"n\",\"address\":null,\"breaker\":\"half-open\","
                                + "\"callsPerSecond\":0.0,\"callLimit\":10,\"callsUnderWay\":0,"
                                + "\"callsWaiting\":0,\"callRetries\":0,\"latency\":null,"
                                + "\"unavailable\":null},"
                                + "{\"name\":\"o\",\"address\":\"[::1]:9\",\"breaker\":\"closed\","
                                + "\"callsPerSecond\":0.0,\"callLimit\":10,\"callsUnderWay\":0,"
                                + "\"callsWaiting\":0,\"callRetries\":0,\"latency\":null,"
                                + "\"unavailable\":{\"since\":\"2026-11-28T23:59:59Z\","
                                + "\"reason\":\"connection failed\"}}]}}]}");
    }

    @Test
    void namesTheTopicsOfEachPredictor() {
        JobReport job =
                new JobReport(
                        "5e96",
                        "leat main.income.default",
                        "RUNNING",
                        NOW,
                        new Tasks(1, 1),
                        new Restarts(0, List.of()),
                        new Checkpoints(null, 0, null),
                        Map.of(
                                "KAFKA_OUTPUT_TOPIC", "out",
                                "leat.predictor.canary.KAFKA_OUTPUT_TOPIC", "out-canary",
                                "leat.predictor.other.KAFKA_OUTPUT_TOPIC", "out"),
                        null);

        assertThat(job.optionOfPredictors("KAFKA_OUTPUT_TOPIC")).isEqualTo("out and out-canary");
        assertThat(job.optionOfPredictors("KAFKA_INPUT_TOPIC")).isEqualTo("-");
    }
}
