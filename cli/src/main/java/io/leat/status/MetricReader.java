// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.flink.FlinkRestClient;
import io.leat.flink.FlinkRestException;
import io.leat.job.metrics.JobMetric;
import io.leat.status.FlowReport.Outage;
import io.leat.status.MetricSample.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the tasks of one job report. The JobManager asks them for it when it is asked itself,
 * at most every {@code metrics.fetcher.update-interval}: the first answer may be as old as the
 * question before.
 */
final class MetricReader {

    /** Flink's own meter of what an operator has handed on. */
    static final String OUT_PER_SECOND = "numRecordsOutPerSecond";

    private static final Set<String> WANTED =
            Stream.concat(
                            Arrays.stream(JobMetric.values())
                                    .filter(metric -> metric != JobMetric.UNAVAILABLE_REASON)
                                    .map(JobMetric::key),
                            Stream.of(OUT_PER_SECOND))
                    .collect(Collectors.toUnmodifiableSet());

    private final FlinkRestClient flink;
    private final String job;
    private final List<String> vertices = new ArrayList<>();
    private final List<String> attempts = new ArrayList<>();

    /**
     * Of one job.
     *
     * @param details as {@code /jobs/ID} has them
     */
    MetricReader(FlinkRestClient flink, JsonNode details) {
        this.flink = flink;
        this.job = "/jobs/" + details.path("jid").asText() + "/vertices/";
        details.path("vertices").forEach(vertex -> vertices.add(vertex.path("id").asText()));
    }

    MetricSample sample() throws FlinkRestException, InterruptedException {
        Map<String, Value> values = new HashMap<>();
        attempts.clear();
        for (String vertex : vertices) {
            ofTasks(job + vertex + "/subtasks/metrics", values);
            ofCoordinator(job + vertex + "/jm-operator-metrics", values);
            for (JsonNode subtask : flink.get(job + vertex).path("subtasks")) {
                attempts.add(
                        subtask.path("subtask").asInt() + "/" + subtask.path("attempt").asInt());
            }
        }
        return new MetricSample(values, attempts);
    }

    private void ofTasks(String path, Map<String, Value> values)
            throws FlinkRestException, InterruptedException {
        for (JsonNode metric : flink.metrics(path, wanted(path))) {
            values.put(
                    metric.path("id").asText(),
                    new Value(metric.path("sum").asDouble(), metric.path("max").asDouble()));
        }
    }

    private void ofCoordinator(String path, Map<String, Value> values)
            throws FlinkRestException, InterruptedException {
        for (JsonNode metric : flink.metrics(path, wanted(path))) {
            double value = metric.path("value").asDouble();
            values.put(metric.path("id").asText(), new Value(value, value));
        }
    }

    private List<String> wanted(String path) throws FlinkRestException, InterruptedException {
        List<String> wanted = new ArrayList<>();
        for (JsonNode metric : flink.get(path)) {
            String id = metric.path("id").asText();
            if (WANTED.contains(id.substring(id.lastIndexOf('.') + 1))) {
                wanted.add(id);
            }
        }
        return wanted;
    }

    /**
     * Since when the endpoint of a node answers no call of one subtask or another.
     *
     * @return null where it answers all of them
     */
    @Nullable Outage outage(MetricSample sample, String node)
            throws FlinkRestException, InterruptedException {
        if (sample.node(node).max(JobMetric.UNAVAILABLE_SINCE) == 0) {
            return null;
        }
        List<Outage> outages = new ArrayList<>();
        for (String name : sample.node(node).names(JobMetric.UNAVAILABLE_SINCE)) {
            for (String vertex : vertices) {
                outages.addAll(outages(job + vertex, name));
            }
        }
        return outages.stream().min(Comparator.comparing(Outage::since)).orElse(null);
    }

    /** Of each subtask of a vertex that has one. */
    private List<Outage> outages(String vertex, String since)
            throws FlinkRestException, InterruptedException {
        String reason =
                since.substring(0, since.lastIndexOf('.') + 1) + JobMetric.UNAVAILABLE_REASON.key();
        int subtasks = flink.get(vertex).path("subtasks").size();
        List<String> names = new ArrayList<>();
        for (int subtask = 0; subtask < subtasks; subtask++) {
            names.add(subtask + "." + since);
            names.add(subtask + "." + reason);
        }
        Map<String, String> values = new HashMap<>();
        for (JsonNode metric : flink.metrics(vertex + "/metrics", names)) {
            values.put(metric.path("id").asText(), metric.path("value").asText());
        }
        List<Outage> outages = new ArrayList<>();
        for (int subtask = 0; subtask < subtasks; subtask++) {
            long millis = Long.parseLong(values.getOrDefault(subtask + "." + since, "0"));
            if (millis > 0) {
                outages.add(
                        new Outage(
                                Instant.ofEpochMilli(millis),
                                values.getOrDefault(subtask + "." + reason, "")));
            }
        }
        return outages;
    }
}
