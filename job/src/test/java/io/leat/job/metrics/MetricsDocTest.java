// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} is generated from {@link JobMetric}. */
class MetricsDocTest {

    private static final String INTRO =
            """
            <!-- Made from JobMetric by MetricsDocTest: change it there, then run it with -Dleat.docs.write=true. -->
            # Metrics

            Leat's own metrics are Flink metrics of its operators, one of each per subtask; any of Flink's reporters exports them. A label is a group of Flink's with a key and a value: `callLimit` of the node `m` is `…Inference.0.node.m.callLimit`, and with the Prometheus reporter `flink_taskmanager_job_task_operator_node_callLimit{node="m", …}`. The names are stable. "In all" means since the subtask started, as a rate wants it; everything else is as it is now.

            A latency quantile over all subtasks, in PromQL: `histogram_quantile(0.99, sum by (le) (rate(flink_taskmanager_job_task_operator_node_le_callSecondsBucket[5m])))`.

            Always alert on `transactionsLost` above zero: the job was down for longer than the transaction timeout, the broker aborted the transactions that it had prepared, and their predictions are lost; the log names the offsets. Alert also on `recordsSkipped` above zero: input records were deleted before they were read, and `--on-missing-records continue` passed over them. Flink's own count of failed commits rises at restarts too when nothing is lost, and is no alarm.

            Worth an alarm: `breakerState` at 2 for long or `unavailableSince` above zero for long (a model is down, records wait), `recordsLag` rising, `deadLettersByCode` rising, `recordsRefused` rising (the topics do not take what the job writes), `callsWaiting` high with `callLimit` low (a model bears less than it is sent).

            `./leat status` reads these metrics from Flink's REST interface and says what they mean ([operations](operations.md)).

            | Metric | Labels | Operator | Unit | Meaning |
            |---|---|---|---|---|
            """;

    private static String row(JobMetric metric) {
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        metric.key(),
                        metric.place().labels(),
                        metric.place().operator(),
                        metric.unit(),
                        metric.meaning());
    }

    @Test
    void saysWhatTheMetricsAre() throws IOException {
        GeneratedDoc.assertSays(
                "metrics.md",
                INTRO
                        + Arrays.stream(JobMetric.values())
                                .map(MetricsDocTest::row)
                                .collect(Collectors.joining()));
    }

    @Test
    void namesEveryMetricOnce() {
        assertThat(JobMetric.values()).extracting(JobMetric::key).doesNotHaveDuplicates();
    }
}
