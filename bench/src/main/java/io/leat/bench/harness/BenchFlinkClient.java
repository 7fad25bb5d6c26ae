// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a user does with a JobManager through its REST interface. */
public final class BenchFlinkClient {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final LoopbackHttp http;
    private final int port;

    BenchFlinkClient(int port) {
        this.port = port;
        http = new LoopbackHttp(port);
    }

    public int port() {
        return port;
    }

    int taskManagers() {
        return http.get("/overview").path("taskmanagers").asInt();
    }

    int freeSlots() {
        return http.get("/overview").path("slots-available").asInt();
    }

    /** The id the cluster knows the jar by. */
    public String upload(Path jar) {
        try {
            String stored =
                    http.upload("/jars/upload", "job.jar", Files.readAllBytes(jar))
                            .path("filename")
                            .asText();
            return Path.of(stored).getFileName().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a job; its id. */
    public String run(
            String jar,
            List<String> arguments,
            int parallelism,
            Map<String, String> configuration,
            @Nullable String savepoint) {
        Map<String, Object> body = new HashMap<>();
        body.put("programArgsList", arguments);
        body.put("parallelism", parallelism);
        body.put("flinkConfiguration", configuration);
        if (savepoint != null) {
            body.put("savepointPath", savepoint);
        }
        return http.post("/jars/" + jar + "/run", body).path("jobid").asText();
    }

    public String status(String job) {
        return http.get("/jobs/" + job + "/status").path("status").asText();
    }

    /**
     * A JobManager that has lost and won its leadership forgets jobs as soon as they have ended.
     */
    private boolean hasEnded(String job) {
        for (JsonNode known : http.get("/jobs").path("jobs")) {
            if (known.path("id").asText().equals(job)) {
                return known.path("status").asText().equals("FINISHED");
            }
        }
        return true;
    }

    /** Whether the job runs with every task of it. */
    public boolean allRunning(String job) {
        JsonNode found = http.get("/jobs/" + job);
        if (!found.path("state").asText().equals("RUNNING")) {
            return false;
        }
        for (JsonNode vertex : found.path("vertices")) {
            int running = vertex.path("tasks").path("RUNNING").asInt();
            if (running != vertex.path("parallelism").asInt()) {
                return false;
            }
        }
        return true;
    }

    /** Whether the job runs with every task of it, as these many subtasks. */
    public boolean allRunning(String job, int subtasks) {
        for (JsonNode vertex : http.get("/jobs/" + job).path("vertices")) {
            if (vertex.path("parallelism").asInt() != subtasks) {
                return false;
            }
        }
        return allRunning(job);
    }

    /** How often the job has failed and was started again, since this JobManager leads. */
    public int restarts(String job) {
        return http.get("/jobs/" + job + "/exceptions?maxExceptions=1000")
                .path("exceptionHistory")
                .path("entries")
                .size();
    }

    /** The stack trace of the job's last failure; empty if it has not failed. */
    public String failure(String job) {
        return http.get("/jobs/" + job + "/exceptions")
                .path("exceptionHistory")
                .path("entries")
                .path(0)
                .path("stacktrace")
                .asText();
    }

    /** The sum of a metric over the subtasks of all tasks that have it. */
    public long metric(String job, String name) {
        long sum = 0;
        for (JsonNode vertex : http.get("/jobs/" + job).path("vertices")) {
            String path =
                    "/jobs/%s/vertices/%s/subtasks/metrics"
                            .formatted(job, vertex.path("id").asText());
            for (JsonNode metric : http.get(path)) {
                String id = metric.path("id").asText();
                if (id.endsWith("." + name)) {
                    String query = "?agg=sum&get=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
                    sum += http.get(path + query).path(0).path("sum").asLong();
                }
            }
        }
        return sum;
    }

    /** Since this JobManager leads. */
    public long completedCheckpoints(String job) {
        return checkpoints(job).path("counts").path("completed").asLong();
    }

    public long failedCheckpoints(String job) {
        return checkpoints(job).path("counts").path("failed").asLong();
    }

    /** Where the last completed checkpoint is. */
    public String lastCheckpoint(String job) {
        return checkpoints(job).path("latest").path("completed").path("external_path").asText();
    }

    private JsonNode checkpoints(String job) {
        return http.get("/jobs/" + job + "/checkpoints");
    }

    public void cancel(String job) {
        http.patch("/jobs/" + job + "?mode=cancel");
        Await.until(job + " cancelled", TIMEOUT, () -> status(job).equals("CANCELED"));
    }

    /** Stops the job with a savepoint; the savepoint's path. */
    public String stop(String job) {
        String request =
                http.post("/jobs/" + job + "/stop", Map.of("drain", false))
                        .path("request-id")
                        .asText();
        String path = "/jobs/" + job + "/savepoints/" + request;
        Await.until(
                "the savepoint of " + job,
                TIMEOUT,
                () -> http.get(path).path("status").path("id").asText().equals("COMPLETED"));
        JsonNode operation = http.get(path).path("operation");
        if (!operation.has("location")) {
            throw new IllegalStateException(
                    "no savepoint of "
                            + job
                            + ": "
                            + operation.path("failure-cause").path("class"));
        }
        Await.until(job + " finished", TIMEOUT, () -> hasEnded(job));
        return operation.path("location").asText();
    }
}
