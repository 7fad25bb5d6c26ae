// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.metrics;

import io.leat.client.CallStats;
import io.leat.client.FailureKind;
import io.leat.client.batch.BatchStats;
import io.leat.client.retry.EndpointLimiter;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/** The clients' counters as metrics of the inference operator. */
public final class CallMetrics {

    private final MetricGroup operator;
    private final LongAdder illegalHeaders = new LongAdder();
    private @Nullable LongAdder droppedEvents;

    public CallMetrics(MetricGroup operator) {
        this.operator = operator;
        JobMetric.ILLEGAL_HEADERS.register(operator, illegalHeaders::sum);
    }

    /** Events of all request logs that were not delivered to a URL; shown from now on. */
    public LongAdder droppedEvents() {
        LongAdder dropped = droppedEvents;
        if (dropped == null) {
            dropped = new LongAdder();
            droppedEvents = dropped;
            JobMetric.REQUEST_LOG_EVENTS_DROPPED.register(operator, dropped::sum);
        }
        return dropped;
    }

    /** Record headers left off a call because the transport cannot carry them. */
    public LongAdder illegalHeaders() {
        return illegalHeaders;
    }

    /** Shows an endpoint under the name of its node. */
    public void show(String node, EndpointLimiter endpoint) {
        MetricGroup group = operator.addGroup("node", node);
        JobMetric.CALLS_UNDER_WAY.register(group, endpoint::underWay);
        JobMetric.CALLS_WAITING.register(group, endpoint::waiting);
        JobMetric.CALL_LIMIT.register(group, endpoint::limit);
        JobMetric.BREAKER_STATE.register(group, endpoint::breakerState);
        JobMetric.BREAKER_OPENED.register(group, endpoint::breakerOpened);
        JobMetric.UNAVAILABLE_SINCE.register(group, endpoint.unavailability()::since);
        JobMetric.UNAVAILABLE_REASON.register(group, endpoint.unavailability()::reason);
        show(group, endpoint.stats());
    }

    /** Shows the batches of a node. */
    public void show(String node, BatchStats stats) {
        MetricGroup group = operator.addGroup("node", node);
        JobMetric.BATCH_SIZE_SUM.register(group, stats::records);
        JobMetric.BATCH_SIZE_COUNT.register(group, stats::calls);
        JobMetric.BATCH_DELAY_SECONDS_SUM.register(group, stats::seconds);
        JobMetric.BATCHES_UNDONE.register(group, stats::undone);
        for (int i = 0; i < BatchStats.BOUNDS.size(); i++) {
            int bound = i;
            JobMetric.BATCH_SIZE_BUCKET.register(
                    group.addGroup("le", BatchStats.BOUNDS.get(i).toString()),
                    () -> stats.within(bound));
        }
        JobMetric.BATCH_SIZE_BUCKET.register(group.addGroup("le", "+Inf"), stats::calls);
    }

    private static void show(MetricGroup group, CallStats stats) {
        JobMetric.CALL_RETRIES.register(group, stats::repeats);
        JobMetric.CALL_SECONDS_SUM.register(group, stats::seconds);
        JobMetric.CALL_SECONDS_COUNT.register(group, stats::attempts);
        JobMetric.CALLS_PER_SECOND.registerRate(group, stats::attempts);
        for (FailureKind kind : FailureKind.values()) {
            JobMetric.CALL_FAILURES.register(
                    group.addGroup("fault", kind.label()), () -> stats.failures(kind));
        }
        for (int i = 0; i < CallStats.BOUNDS.size(); i++) {
            int bound = i;
            String seconds = Double.toString(CallStats.BOUNDS.get(i).toMillis() / 1e3);
            JobMetric.CALL_SECONDS_BUCKET.register(
                    group.addGroup("le", seconds), () -> stats.within(bound));
        }
        JobMetric.CALL_SECONDS_BUCKET.register(group.addGroup("le", "+Inf"), stats::attempts);
    }
}
