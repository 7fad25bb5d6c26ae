// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.status.ClusterReport;
import io.leat.status.Diagnosis;
import io.leat.status.FlowReport;
import io.leat.status.FlowReport.FeedbackFlow;
import io.leat.status.FlowReport.NodeReport;
import io.leat.status.FlowReport.Outage;
import io.leat.status.JobReport;
import io.leat.status.JobReport.Cause;
import io.leat.status.JobReport.Checkpoint;
import io.leat.status.JobReport.CheckpointsFailing;
import io.leat.status.Latency;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code leat status} for a program: one object, whose fields {@code
 * docs/operations.md} explains. What is not known is null.
 */
public final class StatusJson {

    /** Foreign text is escaped to ASCII, so that a terminal shows its control characters. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private StatusJson() {}

    /** Over several lines. */
    public static String of(ClusterReport cluster) {
        return text(cluster, true);
    }

    /** In one line. */
    public static String line(ClusterReport cluster) {
        return text(cluster, false);
    }

    private static String text(ClusterReport cluster, boolean pretty) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("flink", cluster.flink())
                .put("flinkVersion", cluster.version())
                .put("at", cluster.at().toString())
                .put("healthy", cluster.isHealthy())
                .put("otherJobs", cluster.others());
        cluster.otherLeatJobs().forEach(answer.putArray("otherLeatJobs")::add);
        ArrayNode jobs = answer.putArray("jobs");
        cluster.jobs().forEach(job -> write(job, jobs.addObject()));
        try {
            return (pretty ? JSON.writerWithDefaultPrettyPrinter() : JSON.writer())
                            .writeValueAsString(answer)
                    + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    private static void write(JobReport job, ObjectNode into) {
        Diagnosis diagnosis = Diagnosis.of(job);
        into.put("name", job.name())
                .put("id", job.id())
                .put("healthy", diagnosis.isHealthy())
                .put("sentence", diagnosis.sentence());
        diagnosis.others().forEach(into.putArray("alsoWrong")::add);
        into.put("state", job.state())
                .put("since", job.since().toString())
                .put("tasks", job.tasks().all())
                .put("tasksRunning", job.tasks().running())
                .put("restarts", job.restarts().count());
        ArrayNode causes = into.putArray("causes");
        job.restarts().causes().forEach(cause -> write(cause, causes.addObject()));
        into.put("checkpointsFailed", job.checkpoints().failed());
        checkpoint(job.checkpoints().last(), into);
        failing(job.checkpoints().failing(), into);
        ObjectNode options = into.putObject("options");
        new TreeMap<>(job.options()).forEach(options::put);
        if (job.flow() == null) {
            into.putNull("flow");
        } else {
            write(job.flow(), into.putObject("flow"));
        }
    }

    private static void write(Cause cause, ObjectNode into) {
        into.put("last", cause.last().toString())
                .put("times", cause.times())
                .put("reason", cause.reason());
    }

    private static void checkpoint(@Nullable Checkpoint last, ObjectNode into) {
        if (last == null) {
            into.putNull("lastCheckpoint");
            return;
        }
        into.putObject("lastCheckpoint")
                .put("id", last.id())
                .put("savepoint", last.savepoint())
                .put("at", last.at().toString())
                .put("tookMillis", last.took().toMillis())
                .put("bytes", last.bytes())
                .put("place", last.place());
    }

    private static void failing(@Nullable CheckpointsFailing failing, ObjectNode into) {
        if (failing == null) {
            into.putNull("checkpointsFailing");
            return;
        }
        into.putObject("checkpointsFailing")
                .put("since", failing.since().toString())
                .put("times", failing.times())
                .put("reason", failing.reason());
    }

    private static void lag(OptionalLong lag, SortedMap<Integer, Long> lags, ObjectNode into) {
        if (lag.isPresent()) {
            into.put("lag", lag.getAsLong());
        } else {
            into.putNull("lag");
        }
        ObjectNode parts = into.putObject("lagByPartition");
        lags.forEach((partition, part) -> parts.put(partition.toString(), part < 0 ? null : part));
    }

    private static void write(FlowReport flow, ObjectNode into) {
        into.put("recordsInPerSecond", flow.in())
                .put("recordsOutPerSecond", flow.out())
                .put("recordsInFlight", flow.inFlight())
                .put("recordsInFlightLimit", flow.inFlightLimit());
        lag(flow.lag(), flow.lags(), into);
        FeedbackFlow feedback = flow.feedback();
        if (feedback != null) {
            ObjectNode part = into.putObject("feedback");
            part.put("received", feedback.received()).put("delivered", feedback.delivered());
            lag(feedback.lag(), feedback.lags(), part);
        }
        ObjectNode letters = into.putObject("deadLettersByCode");
        flow.deadLetters().forEach(letters::put);
        into.put("transactionsLost", flow.lost().transactionsLost())
                .put("transactionsUnclear", flow.lost().transactionsUnclear())
                .put("recordsSkipped", flow.lost().recordsSkipped())
                .put("claimHeld", flow.claim());
        ArrayNode nodes = into.putArray("nodes");
        flow.nodes().forEach(node -> write(node, nodes.addObject()));
    }

    private static void write(NodeReport node, ObjectNode into) {
        into.put("name", node.name())
                .put("address", node.address())
                .put("breaker", node.breaker().text())
                .put("callsPerSecond", node.callsPerSecond())
                .put("callLimit", node.callLimit())
                .put("callsUnderWay", node.underWay())
                .put("callsWaiting", node.waiting())
                .put("callRetries", node.retries());
        latency(node.latency(), into);
        outage(node.outage(), into);
    }

    private static void latency(@Nullable Latency latency, ObjectNode into) {
        if (latency == null) {
            into.putNull("latency");
            return;
        }
        into.putObject("latency")
                .put("p50Seconds", finite(latency.p50()))
                .put("p99Seconds", finite(latency.p99()))
                .put("calls", latency.calls())
                .put("sinceStart", latency.sinceStart());
    }

    private static @Nullable Double finite(double seconds) {
        return Double.isFinite(seconds) ? seconds : null;
    }

    private static void outage(@Nullable Outage outage, ObjectNode into) {
        if (outage == null) {
            into.putNull("unavailable");
            return;
        }
        into.putObject("unavailable")
                .put("since", outage.since().toString())
                .put("reason", outage.reason());
    }
}
