// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.flink.FlinkRestClient;
import io.leat.flink.FlinkRestException;
import io.leat.job.metrics.JobMetric;
import io.leat.job.plan.GlobalParameters;
import io.leat.status.JobReport.Cause;
import io.leat.status.JobReport.Restarts;
import io.leat.status.JobReport.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the Leat jobs of a cluster. What a look finds is compared with the look before, so one
 * reader is for one cluster. Used by one thread.
 */
public final class StatusReader {

    /** What the names of Leat's jobs begin with. */
    private static final String PREFIX = "leat ";

    /** How long the JobManager takes to ask the tasks, once it was asked itself. */
    private static final Duration REFRESH = Duration.ofSeconds(1);

    /** Older than Flink's defaults make them. */
    private static final Duration OLD = Duration.ofSeconds(15);

    /** Flink's default for how often it does so is 10 s. */
    private static final int MAX_REFRESHES = 12;

    /** Flink keeps the page of a job for {@code web.refresh-interval}, which is 3 s by default. */
    private static final int MAX_PAGE_REFRESHES = 4;

    private final FlinkRestClient flink;
    private final @Nullable String wanted;
    private final InstantSource clock;
    private final Duration refresh;
    private final Map<String, MetricHistory> histories = new HashMap<>();

    /**
     * Asks nothing yet.
     *
     * @param wanted the name of a job, with or without {@code leat}, or its id; null for all
     */
    public StatusReader(FlinkRestClient flink, @Nullable String wanted, InstantSource clock) {
        this(flink, wanted, clock, REFRESH);
    }

    /** With another time to wait before something is asked for anew. */
    StatusReader(
            FlinkRestClient flink, @Nullable String wanted, InstantSource clock, Duration refresh) {
        this.flink = flink;
        this.wanted = wanted;
        this.clock = clock;
        this.refresh = refresh;
    }

    /**
     * The jobs as they are. The first look takes a second or more, as it waits for new metrics.
     *
     * @throws FlinkRestException if nothing answers, or something that is not Flink
     */
    public ClusterReport look() throws FlinkRestException, InterruptedException {
        String version = flink.version();
        JsonNode overview = overview();
        Map<String, JsonNode> newest = new LinkedHashMap<>();
        Set<String> otherLeatJobs = new TreeSet<>();
        for (JsonNode job : overview) {
            String name = job.path("name").asText();
            if (isWanted(job)) {
                newest.merge(name, job, (one, other) -> later(one, other));
            } else if (name.startsWith(PREFIX)) {
                otherLeatJobs.add(name.substring(PREFIX.length()));
            }
        }
        List<JobReport> jobs = new ArrayList<>();
        for (JsonNode job : newest.values()) {
            JsonNode listed = job;
            JsonNode page = page(job);
            for (int waits = 0; isBehind(page, listed) && waits < MAX_PAGE_REFRESHES; waits++) {
                TimeUnit.MILLISECONDS.sleep(refresh.toMillis());
                listed = listedAgain(job);
                page = page(job);
            }
            if (page.isObject()) {
                jobs.add(job(listed, page));
            }
        }
        return new ClusterReport(
                flink.base(),
                version,
                clock.instant(),
                jobs,
                wanted,
                List.copyOf(otherLeatJobs),
                overview.size() - jobs.size());
    }

    /** The jobs as they are now: unlike the page of one job, this is not kept by Flink. */
    private JsonNode overview() throws FlinkRestException, InterruptedException {
        return flink.get("/jobs/overview").path("jobs");
    }

    private JsonNode listedAgain(JsonNode job) throws FlinkRestException, InterruptedException {
        for (JsonNode listed : overview()) {
            if (listed.path("jid").equals(job.path("jid"))) {
                return listed;
            }
        }
        return job;
    }

    private JsonNode page(JsonNode job) throws FlinkRestException, InterruptedException {
        return flink.get("/jobs/" + job.path("jid").asText());
    }

    /** Whether a page is of before the job's tasks began or ended. */
    private static boolean isBehind(JsonNode page, JsonNode listed) {
        return page.isObject()
                && !(page.path("state").equals(listed.path("state"))
                        && running(page) == tasks(listed).running());
    }

    private boolean isWanted(JsonNode job) {
        String name = job.path("name").asText();
        return name.startsWith(PREFIX)
                && (wanted == null
                        || wanted.equals(name)
                        || wanted.equals(name.substring(PREFIX.length()))
                        || wanted.equals(job.path("jid").asText()));
    }

    /**
     * A deployment that was stopped and started again has an ended job beside the one that runs.
     */
    private static JsonNode later(JsonNode one, JsonNode other) {
        return one.path("start-time").asLong() >= other.path("start-time").asLong() ? one : other;
    }

    private JobReport job(JsonNode listed, JsonNode details)
            throws FlinkRestException, InterruptedException {
        String id = details.path("jid").asText();
        String path = "/jobs/" + id;
        String state = listed.path("state").asText();
        Map<String, String> options = options(flink.get(path + "/config"));
        Tasks tasks = tasks(listed);
        boolean ended = listed.path("end-time").asLong(-1) >= 0;
        // First, as asking for it brings new metrics.
        FlowReport flow = ended ? null : flow(details, tasks, options);
        List<Cause> causes = RestartReader.causes(flink.get(path + "/exceptions?maxExceptions=20"));
        return new JobReport(
                id,
                details.path("name").asText(),
                state,
                Instant.ofEpochMilli(since(state, listed, details)),
                tasks,
                new Restarts(restarts(path), causes),
                CheckpointReader.read(flink.get(path + "/checkpoints")),
                options,
                flow);
    }

    private static Map<String, String> options(JsonNode config) {
        Map<String, String> options = new HashMap<>();
        config.path("execution-config")
                .path("user-config")
                .properties()
                .forEach(option -> options.put(option.getKey(), option.getValue().asText()));
        options.keySet().removeIf(name -> !GlobalParameters.isOne(name));
        return options;
    }

    private static long since(String state, JsonNode listed, JsonNode details) {
        long known = details.path("timestamps").path(state).asLong();
        return known > 0 ? known : listed.path("last-modification").asLong();
    }

    private static Tasks tasks(JsonNode listed) {
        JsonNode tasks = listed.path("tasks");
        return new Tasks(tasks.path("running").asInt(), tasks.path("total").asInt());
    }

    private static int running(JsonNode page) {
        int running = 0;
        for (JsonNode vertex : page.path("vertices")) {
            running += vertex.path("tasks").path("RUNNING").asInt();
        }
        return running;
    }

    private long restarts(String path) throws FlinkRestException, InterruptedException {
        for (JsonNode metric : flink.get(path + "/metrics?get=numRestarts")) {
            return metric.path("value").asLong();
        }
        return 0;
    }

    private @Nullable FlowReport flow(JsonNode details, Tasks tasks, Map<String, String> options)
            throws FlinkRestException, InterruptedException {
        String id = details.path("jid").asText();
        MetricReader metrics = new MetricReader(flink, details);
        MetricHistory history = histories.computeIfAbsent(id, job -> new MetricHistory());
        if (history.isEmpty()) {
            history.add(metrics.sample(), clock.instant());
            TimeUnit.MILLISECONDS.sleep(refresh.toMillis());
        }
        MetricSample now = newSample(metrics, tasks, details);
        MetricSample before = history.oldest();
        history.add(now, clock.instant());
        return now.has(JobMetric.RECORDS_IN_FLIGHT)
                ? new FlowReader(metrics, now, before, options).read(readers(details))
                : null;
    }

    /** Waits, for a while, until the tasks that run have reported anew. */
    private MetricSample newSample(MetricReader metrics, Tasks tasks, JsonNode details)
            throws FlinkRestException, InterruptedException {
        for (int waits = 0; ; waits++) {
            boolean isNew = !isOld(details); // looked at first, so the sample is no older
            MetricSample sample = metrics.sample();
            if (tasks.running() == 0
                    || (isNew && sample.has(JobMetric.RECORDS_IN_FLIGHT))
                    || waits == MAX_REFRESHES) {
                return sample;
            }
            TimeUnit.MILLISECONDS.sleep(refresh.toMillis());
        }
    }

    /** As they are asked together with the JobManager, whose own metric says when that was. */
    private boolean isOld(JsonNode details) throws FlinkRestException, InterruptedException {
        String path = "/jobs/" + details.path("jid").asText();
        for (JsonNode uptime : flink.get(path + "/metrics?get=uptime")) {
            long asked =
                    details.path("timestamps").path("RUNNING").asLong()
                            + uptime.path("value").asLong();
            long now = flink.get(path).path("now").asLong();
            return Math.abs(now - asked) > OLD.toMillis(); // later than now: of a run before
        }
        return false;
    }

    /** Subtasks that read, each of which has the limit in flight. */
    private static int readers(JsonNode details) {
        int readers = 0;
        for (JsonNode vertex : details.path("vertices")) {
            if (vertex.path("name").asText().startsWith("Source: Requests")) {
                readers += vertex.path("parallelism").asInt();
            }
        }
        return readers;
    }
}
