// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalDouble;
import org.apache.flink.api.common.JobID;

/** A job's metrics, as Flink's own REST interface gives them. */
final class LocalJobMetrics {

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String vertices;

    LocalJobMetrics(URI web, JobID job) {
        this.vertices = web + "/jobs/" + job;
    }

    /**
     * A metric summed over all subtasks.
     *
     * @param name the metric's own, without operator or subtask
     * @return nothing while no subtask has reported it
     */
    OptionalDouble sum(String name) throws IOException, InterruptedException {
        for (JsonNode vertex : get(vertices).path("vertices")) {
            String metrics =
                    vertices + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
            for (JsonNode metric : get(metrics)) {
                String id = metric.path("id").asText();
                if (id.equals(name) || id.endsWith("." + name)) {
                    JsonNode sums = get(metrics + "?agg=sum&get=" + id);
                    return sums.isEmpty()
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(sums.get(0).path("sum").asDouble());
                }
            }
        }
        return OptionalDouble.empty();
    }

    private JsonNode get(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10)).build();
        return json.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    }
}
