// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import io.leat.flink.FlinkRestException;
import io.leat.job.metrics.JobMetric;
import io.leat.job.plan.GlobalParameters;
import io.leat.options.OptionType;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.LeatOptions.MaxInFlightOf;
import io.leat.protocol.DeadLetterCode;
import io.leat.status.FlowReport.Breaker;
import io.leat.status.FlowReport.FeedbackFlow;
import io.leat.status.FlowReport.Lost;
import io.leat.status.FlowReport.NodeReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts together what flows through one job. */
final class FlowReader {

    private final MetricReader metrics;
    private final MetricSample now;
    private final @Nullable MetricSample before;
    private final Map<String, String> options;

    /**
     * Of two looks.
     *
     * @param before of no use where tasks have restarted since
     */
    FlowReader(
            MetricReader metrics,
            MetricSample now,
            MetricSample before,
            Map<String, String> options) {
        this.metrics = metrics;
        this.now = now;
        this.before = now.continues(before) ? before : null;
        this.options = options;
    }

    /**
     * What flows.
     *
     * @param readers subtasks that read
     */
    FlowReport read(int readers) throws FlinkRestException, InterruptedException {
        return new FlowReport(
                now.sum("Source__Requests." + MetricReader.OUT_PER_SECOND),
                now.sum("Settle." + MetricReader.OUT_PER_SECOND),
                now.count(JobMetric.RECORDS_IN_FLIGHT),
                limit() * readers,
                lags(JobMetric.RECORDS_LAG),
                deadLetters(),
                new Lost(
                        now.count(JobMetric.TRANSACTIONS_LOST),
                        now.count(JobMetric.TRANSACTIONS_UNCLEAR),
                        now.count(JobMetric.RECORDS_SKIPPED)),
                feedback(),
                now.has(JobMetric.CLAIM_HELD) ? now.count(JobMetric.CLAIM_HELD) > 0 : null,
                nodes());
    }

    /** Of one subtask. */
    private long limit() {
        long limit = Long.parseLong(options.getOrDefault(LeatOptions.MAX_IN_FLIGHT.env(), "0"));
        boolean each =
                OptionType.wire(MaxInFlightOf.PREDICTOR)
                        .equals(options.get(LeatOptions.MAX_IN_FLIGHT_OF.env()));
        String predictors = options.getOrDefault(GlobalParameters.PREDICTOR, "");
        return each ? limit * predictors.split(",").length : limit;
    }

    private @Nullable FeedbackFlow feedback() {
        return now.has(JobMetric.FEEDBACK_RECEIVED)
                ? new FeedbackFlow(
                        now.count(JobMetric.FEEDBACK_RECEIVED),
                        now.count(JobMetric.FEEDBACK_DELIVERED),
                        lags(JobMetric.FEEDBACK_LAG))
                : null;
    }

    private SortedMap<Integer, Long> lags(JobMetric metric) {
        SortedMap<Integer, Long> lags = new TreeMap<>();
        now.by("partition", metric)
                .forEach((partition, lag) -> lags.put(Integer.valueOf(partition), lag.longValue()));
        return lags;
    }

    /** The sink makes some, which it counts by itself. */
    private SortedMap<String, Long> deadLetters() {
        SortedMap<String, Long> letters = new TreeMap<>();
        now.by("code", JobMetric.DEAD_LETTERS_BY_CODE)
                .forEach((code, count) -> letters.put(code, count.longValue()));
        letters.merge(
                DeadLetterCode.OUTPUT_TOO_LARGE.wire(),
                now.count(JobMetric.OVERSIZE_PREDICTIONS),
                Long::sum);
        letters.merge(
                DeadLetterCode.OUTPUT_REFUSED.wire(),
                now.count(JobMetric.RECORDS_REFUSED),
                Long::sum);
        letters.values().removeIf(count -> count == 0);
        return letters;
    }

    private List<NodeReport> nodes() throws FlinkRestException, InterruptedException {
        List<NodeReport> nodes = new ArrayList<>();
        for (String name : now.by("node", JobMetric.CALL_LIMIT).keySet()) {
            nodes.add(node(name));
        }
        return nodes;
    }

    private NodeReport node(String name) throws FlinkRestException, InterruptedException {
        MetricSample.Node node = now.node(name);
        return new NodeReport(
                name,
                options.get(GlobalParameters.ENDPOINT + name),
                Breaker.of((int) node.max(JobMetric.BREAKER_STATE)),
                node.sum(JobMetric.CALLS_PER_SECOND),
                (long) node.sum(JobMetric.CALL_LIMIT),
                (long) node.sum(JobMetric.CALLS_UNDER_WAY),
                (long) node.sum(JobMetric.CALLS_WAITING),
                (long) node.sum(JobMetric.CALL_RETRIES),
                latency(name),
                metrics.outage(now, name));
    }

    private @Nullable Latency latency(String node) {
        SortedMap<Double, Long> calls = now.node(node).buckets(JobMetric.CALL_SECONDS_BUCKET);
        if (Latency.all(calls) == 0) {
            return null;
        }
        return Latency.between(
                before == null
                        ? Map.of()
                        : before.node(node).buckets(JobMetric.CALL_SECONDS_BUCKET),
                calls);
    }
}
