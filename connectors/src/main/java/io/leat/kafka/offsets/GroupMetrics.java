// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.offsets;

import io.leat.kafka.claim.GroupOffsets;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What a job's metrics show of its consumer group. One for all enumerators of a job that follow one
 * another: Flink makes a new one when the whole job restarts, and goes on to show the first metric
 * of a name. Thread-safe, but for the commits, which one thread counts at a time.
 */
final class GroupMetrics {

    /** The metric that is 1 while the job holds the claim on its group, else 0. */
    static final String HELD = "claimHeld";

    /** The metric of commits that the brokers took. */
    static final String SUCCEEDED = "commitsSucceeded";

    /** The metric of commits that they did not. */
    static final String FAILED = "commitsFailed";

    /** The lag while the brokers do not say it. */
    static final long UNKNOWN = -1;

    /** The variable of a metric's scope in which Flink names the job. */
    private static final String JOB_ID = "<job_id>";

    /** By job, as long as Flink shows them. */
    private static final Map<String, WeakReference<GroupMetrics>> SHOWN = new HashMap<>();

    private final MetricGroup group;
    private final Counter succeeded;
    private final Counter failed;
    private final Map<TopicPartition, Long> lags = new ConcurrentHashMap<>();
    private volatile boolean held;

    private GroupMetrics(MetricGroup group) {
        this.group = group;
        this.succeeded = group.counter(SUCCEEDED);
        this.failed = group.counter(FAILED);
        group.gauge(HELD, () -> held ? 1 : 0);
    }

    /**
     * Those of a job.
     *
     * @param enumerator the group of its enumerator
     */
    static GroupMetrics of(MetricGroup enumerator) {
        String job = enumerator.getAllVariables().get(JOB_ID);
        if (job == null) {
            return new GroupMetrics(enumerator);
        }
        synchronized (SHOWN) {
            SHOWN.values().removeIf(shown -> shown.refersTo(null));
            WeakReference<GroupMetrics> known = SHOWN.get(job);
            GroupMetrics shown = known == null ? null : known.get();
            if (shown == null) {
                shown = new GroupMetrics(enumerator);
                SHOWN.put(job, new WeakReference<>(shown));
            }
            return shown;
        }
    }

    void held(boolean isHeld) {
        held = isHeld;
    }

    void committed() {
        succeeded.inc();
    }

    void commitFailed() {
        failed.inc();
    }

    /**
     * Asks the brokers for the lag in each partition of topics that the group has committed.
     *
     * @param topics by name, the metric that shows it
     */
    void look(GroupOffsets offsets, Map<String, String> topics) {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(offsets.committed());
        committed.keySet().removeIf(partition -> !topics.containsKey(partition.topic()));
        offsets.ends(committed.keySet())
                .forEach(
                        (partition, end) -> {
                            OffsetAndMetadata from = committed.get(partition);
                            String metric = topics.get(partition.topic());
                            if (from != null && metric != null) {
                                show(metric, partition, Math.max(0, end - from.offset()));
                            }
                        });
    }

    private void show(String metric, TopicPartition partition, long lag) {
        if (lags.put(partition, lag) == null) {
            group.addGroup("partition", Integer.toString(partition.partition()))
                    .gauge(metric, () -> lags.getOrDefault(partition, UNKNOWN));
        }
    }

    /** The brokers do not answer. */
    void lose() {
        lags.replaceAll((partition, lag) -> UNKNOWN);
    }
}
