// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.flink.FlinkRestClient;
import io.leat.flink.FlinkRestException;
import java.net.URI;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.flink.api.common.JobID;

/** A job's metrics, as Flink's own REST interface gives them. */
public final class LocalJobMetrics {

    private final FlinkRestClient flink;
    private final String vertices;

    public LocalJobMetrics(URI web, JobID job) {
        this.flink = new FlinkRestClient(web);
        this.vertices = "/jobs/" + job;
    }

    /**
     * A metric summed over all subtasks.
     *
     * @param name the metric's own, without operator or subtask
     * @return nothing while no subtask has reported it
     */
    public OptionalDouble sum(String name) throws FlinkRestException, InterruptedException {
        for (JsonNode vertex : flink.get(vertices).path("vertices")) {
            String metrics =
                    vertices + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            for (JsonNode metric : flink.get(metrics)) {
                String id = metric.path("id").asText();
                if (id.equals(name) || id.endsWith("." + name)) {
                    List<JsonNode> sums = flink.metrics(metrics, List.of(id));
                    return sums.isEmpty()
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(sums.get(0).path("sum").asDouble());
                }
            }
        }
        return OptionalDouble.empty();
    }
}
