// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.job.plan.InferenceJob;
import io.leat.kafka.gate.StopOffsets;
import io.leat.kafka.source.GatedSource;
import io.leat.local.cluster.JobEndedException;
import io.leat.local.cluster.LocalCluster;
import io.leat.local.cluster.LocalJobMetrics;
import io.leat.local.cluster.RunningJob;
import io.leat.options.settings.JobSettings.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** Knows when everything that was in the topics at the start has been answered. */
final class UntilEnd {

    private final Map<TopicPartition, Long> last;

    private UntilEnd(Map<TopicPartition, Long> last) {
        this.last = last;
    }

    /** Looks at the topics now. */
    static UntilEnd of(Properties client, InferenceJob job) {
        Topics topics = job.settings().topics();
        Map<TopicPartition, Long> last =
                new HashMap<>(TopicEnds.lastUnread(client, topics.input(), job.group()));
        if (topics.feedback() != null) {
            last.putAll(TopicEnds.lastUnread(client, topics.feedback(), job.group()));
        }
        return new UntilEnd(last);
    }

    StopOffsets reading() {
        return StopOffsets.lastOffsets(last);
    }

    /**
     * Waits until every partition is read to its end and nothing is in flight any more.
     *
     * @throws JobEndedException if the job ends before
     */
    void await(RunningJob job) throws Exception {
        LocalJobMetrics metrics = job.metrics();
        // Twice, an update of the metrics apart: one look may be older than the job's restored
        // records.
        int looks = 0;
        while (looks < 2) {
            job.requireRunning();
            looks = isDone(metrics) ? looks + 1 : 0;
            TimeUnit.MILLISECONDS.sleep(2 * LocalCluster.METRICS_UPDATE.toMillis());
        }
    }

    private boolean isDone(LocalJobMetrics metrics) throws Exception {
        return metrics.sum(GatedSource.READ_UNTIL_END).orElse(-1) == last.size()
                && metrics.sum(GatedSource.IN_FLIGHT).orElse(-1) == 0;
    }
}
