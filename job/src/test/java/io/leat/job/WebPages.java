// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;

/** All that Flink's REST interface, and so its web page, tells of a cluster and a job. */
final class WebPages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI root;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, byte[]> found = new LinkedHashMap<>();

    private WebPages(URI root) {
        this.root = root;
    }

    /** By path. */
    static Map<String, byte[]> read(TestCluster cluster, JobID job) throws Exception {
        WebPages pages = new WebPages(cluster.flink().getRestAddress().get());
        pages.readCluster();
        pages.readTaskManagers();
        pages.readJob("/jobs/" + job);
        return pages.found;
    }

    private void readCluster() throws Exception {
        for (String path :
                List.of(
                        "/config",
                        "/overview",
                        "/jobs/overview",
                        "/jobmanager/config",
                        "/jobmanager/environment",
                        "/jobmanager/thread-dump")) {
            get(path);
        }
        readLogs("/jobmanager");
        readMetrics("/jobmanager/metrics");
    }

    private void readTaskManagers() throws Exception {
        for (JsonNode manager : json("/taskmanagers").path("taskmanagers")) {
            String path = "/taskmanagers/" + manager.path("id").asText();
            get(path);
            get(path + "/thread-dump");
            readLogs(path);
            readMetrics(path + "/metrics");
        }
    }

    private void readLogs(String path) throws Exception {
        get(path + "/log");
        get(path + "/stdout");
        for (JsonNode log : json(path + "/logs").path("logs")) {
            String name = log.path("name").asText();
            if (name.startsWith("cluster.")) { // beside it are the cluster's own files
                get(path + "/logs/" + name);
            }
        }
    }

    private void readJob(String path) throws Exception {
        for (String page :
                List.of(
                        "/config",
                        "/exceptions",
                        "/accumulators?includeSerializedValue=true",
                        "/checkpoints",
                        "/checkpoints/config",
                        "/plan",
                        "/status",
                        "/jobmanager/config",
                        "/jobmanager/environment")) {
            get(path + page);
        }
        readMetrics(path + "/metrics");
        for (JsonNode vertex : json(path).path("vertices")) {
            readVertex(path + "/vertices/" + vertex.path("id").asText());
        }
        for (JsonNode checkpoint : json(path + "/checkpoints").path("history")) {
            get(path + "/checkpoints/details/" + checkpoint.path("id").asText());
        }
    }

    private void readVertex(String path) throws Exception {
        for (String page :
                List.of(
                        "",
                        "/accumulators",
                        "/backpressure",
                        "/subtasktimes",
                        "/taskmanagers",
                        "/watermarks",
                        "/subtasks/accumulators",
                        "/subtasks/0",
                        "/subtasks/0/attempts/0/accumulators")) {
            get(path + page);
        }
        readMetrics(path + "/metrics");
        readMetrics(path + "/subtasks/metrics");
    }

    private void readMetrics(String path) throws Exception {
        for (JsonNode metric : json(path)) {
            get(path + "?get=" + metric.path("id").asText().replaceAll("[^\\w.]", "%20"));
        }
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path));
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> reply =
                http.send(
                        HttpRequest.newBuilder(root.resolve(path)).build(),
                        BodyHandlers.ofByteArray());
        found.put(path, reply.body());
        if (!path.contains("?get=") && !path.contains("/attempts/")) {
            assertThat(reply.statusCode()).as(path).isEqualTo(200);
        }
        return reply.body();
    }
}
