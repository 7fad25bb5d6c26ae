// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import io.leat.options.catalog.LeatOptions;
import io.leat.status.ClusterReport;
import io.leat.status.Diagnosis;
import io.leat.status.FlowReport;
import io.leat.status.FlowReport.FeedbackFlow;
import io.leat.status.FlowReport.NodeReport;
import io.leat.status.JobReport;
import io.leat.status.JobReport.Cause;
import io.leat.status.JobReport.Checkpoint;
import io.leat.status.Latency;
import io.leat.status.Moments;
import io.leat.terminal.Counted;
import io.leat.terminal.Printable;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The answer of {@code leat status} for a person. */
public final class StatusText {

    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    private final StringBuilder text = new StringBuilder();
    private final Moments moments;

    private StatusText(Moments moments) {
        this.moments = moments;
    }

    /** All there is to say of each job. */
    public static String of(ClusterReport cluster, ZoneId zone) {
        StatusText answer = new StatusText(new Moments(cluster.at(), zone));
        if (cluster.jobs().isEmpty()) {
            answer.add(none(cluster));
        }
        cluster.jobs().forEach(job -> answer.job(cluster, job));
        return answer.text.toString();
    }

    /** One line for each job. */
    public static String lines(ClusterReport cluster, ZoneId zone) {
        Moments moments = new Moments(cluster.at(), zone);
        StatusText answer = new StatusText(moments);
        String at = moments.of(cluster.at());
        if (cluster.jobs().isEmpty()) {
            answer.add(at + "  " + none(cluster));
        }
        for (JobReport job : cluster.jobs()) {
            answer.add(
                    "%s  %s  %s  %s"
                            .formatted(
                                    at,
                                    Printable.text(job.name()),
                                    job.state(),
                                    Printable.text(Diagnosis.of(job, moments).sentence())));
        }
        return answer.text.toString();
    }

    private static String none(ClusterReport cluster) {
        String others = "other jobs: " + cluster.others();
        if (cluster.wanted() == null) {
            return "no Leat job at %s (%s)".formatted(cluster.flink(), others);
        }
        return "no Leat job \"%s\" at %s (%s)"
                .formatted(
                        Printable.text(cluster.wanted()),
                        cluster.flink(),
                        cluster.otherLeatJobs().isEmpty()
                                ? "expected: a name or id of a Leat job; there is none; " + others
                                : "expected: one of "
                                        + Printable.text(
                                                String.join(", ", cluster.otherLeatJobs())));
    }

    private void add(String line) {
        text.append(line).append(System.lineSeparator());
    }

    private void add(String label, String value) {
        add("  %-14s%s".formatted(label, value));
    }

    private void job(ClusterReport cluster, JobReport job) {
        Diagnosis diagnosis = Diagnosis.of(job, moments);
        add(Printable.text(job.name()) + ": " + Printable.text(diagnosis.sentence()));
        diagnosis.others().forEach(other -> add("also", Printable.text(other)));
        add(
                "flink",
                "%s, Flink %s, job %s".formatted(cluster.flink(), cluster.version(), job.id()));
        add(
                "state",
                "%s since %s, %d of %d tasks run"
                        .formatted(
                                job.state(),
                                moments.of(job.since()),
                                job.tasks().running(),
                                job.tasks().all()));
        restarts(job);
        checkpoints(job);
        options(job);
        if (job.flow() != null) {
            flow(job.flow());
        }
    }

    private void restarts(JobReport job) {
        add("restarts", Long.toString(job.restarts().count()));
        for (Cause cause : job.restarts().causes()) {
            String times = cause.times() == 1 ? "" : " (%d times)".formatted(cause.times());
            add("", moments.of(cause.last()) + times + "  " + Printable.text(cause.reason()));
        }
    }

    private void checkpoints(JobReport job) {
        Checkpoint last = job.checkpoints().last();
        String failed =
                job.checkpoints().failed() == 0
                        ? ""
                        : "; %d failed lately".formatted(job.checkpoints().failed());
        add("checkpoint", (last == null ? "none has completed" : checkpoint(last)) + failed);
    }

    private String checkpoint(Checkpoint last) {
        return "%s%d at %s (%s), %d ms, %s, %s"
                .formatted(
                        last.savepoint() ? "savepoint " : "",
                        last.id(),
                        moments.of(last.at()),
                        moments.ago(last.at()),
                        last.took().toMillis(),
                        size(last.bytes()),
                        Printable.text(last.place()));
    }

    private void options(JobReport job) {
        add(
                "topics",
                "%s -> %s%s, dead letters to %s, on %s"
                        .formatted(
                                job.option(LeatOptions.INPUT_TOPIC.env()),
                                job.option(LeatOptions.OUTPUT_MODE.env()).equals("none")
                                        ? "no output"
                                        : job.optionOfPredictors(LeatOptions.OUTPUT_TOPIC.env()),
                                feedbackTopic(job),
                                job.optionOfPredictors(LeatOptions.DEAD_LETTER_TOPIC.env()),
                                job.option(LeatOptions.BROKER.env())));
        add(
                "delivery",
                "%s, %s, checkpoint every %s"
                        .formatted(
                                job.option(LeatOptions.DELIVERY.env()),
                                job.option(LeatOptions.ORDER.env()),
                                job.option(LeatOptions.CHECKPOINT_INTERVAL.env())));
    }

    private static String feedbackTopic(JobReport job) {
        String topic = job.options().get(LeatOptions.FEEDBACK_TOPIC.env());
        return topic == null ? "" : ", feedback from " + topic;
    }

    private void flow(FlowReport flow) {
        add(
                "records",
                "%s/s in, %s/s out, in flight %d%s"
                        .formatted(
                                rate(flow.in()),
                                rate(flow.out()),
                                flow.inFlight(),
                                flow.inFlightLimit() == 0 ? "" : " of " + flow.inFlightLimit()));
        add("lag", lag(flow.lag(), flow.lags()));
        FeedbackFlow feedback = flow.feedback();
        if (feedback != null) {
            add(
                    "feedback",
                    "%d delivered of %d begun since the tasks started; lag %s"
                            .formatted(
                                    feedback.delivered(),
                                    feedback.received(),
                                    lag(feedback.lag(), feedback.lags())));
        }
        add("dead letters", letters(flow));
        flow.nodes().forEach(this::node);
    }

    private static String lag(OptionalLong lag, SortedMap<Integer, Long> lags) {
        if (lags.isEmpty()) {
            return "not known before the first checkpoint";
        }
        String all =
                lag.isPresent()
                        ? Long.toString(lag.getAsLong())
                        : "not known: the brokers do not answer";
        return "%s (%s)"
                .formatted(
                        all,
                        lags.entrySet().stream()
                                .map(StatusText::lag)
                                .collect(Collectors.joining(", ")));
    }

    private static String lag(Map.Entry<Integer, Long> partition) {
        return partition.getKey() + ": " + (partition.getValue() < 0 ? "-" : partition.getValue());
    }

    private static String letters(FlowReport flow) {
        return flow.allDeadLetters() == 0
                ? "0"
                : "%d since the tasks started: %s"
                        .formatted(
                                flow.allDeadLetters(),
                                flow.deadLetters().entrySet().stream()
                                        .map(code -> code.getKey() + " " + code.getValue())
                                        .collect(Collectors.joining(", ")));
    }

    private void node(NodeReport node) {
        Latency latency = node.latency();
        String place = node.address() == null ? "" : " at " + Printable.text(node.address());
        add(
                "node",
                "%s%s: breaker %s, %s calls/s, %s"
                        .formatted(
                                Printable.text(node.name()),
                                place,
                                node.breaker().text(),
                                rate(node.callsPerSecond()),
                                latency == null ? "no call yet" : latency(latency)));
        add(
                "",
                "%d under way of at most %d, %d waiting, %s"
                        .formatted(
                                node.underWay(),
                                node.callLimit(),
                                node.waiting(),
                                node.retries() == 1 ? "1 retry" : node.retries() + " retries"));
        if (node.outage() != null) {
            add(
                    "",
                    "unavailable since %s: %s"
                            .formatted(
                                    moments.of(node.outage().since()),
                                    Printable.text(node.outageReason())));
        }
    }

    private static String latency(Latency latency) {
        return "p50 %s, p99 %s of %s%s%s"
                .formatted(
                        bound(latency.p50()),
                        bound(latency.p99()),
                        latency.sinceStart() ? "" : "the last ",
                        Counted.of(latency.calls(), "call"),
                        latency.sinceStart() ? " since the tasks started" : "");
    }

    /** A bucket's, so it is at most so much. */
    private static String bound(double seconds) {
        return Double.isInfinite(seconds)
                ? "above 60 s"
                : "up to %d ms".formatted(Math.round(seconds * 1_000));
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%.1f", perSecond);
    }

    private static String size(long bytes) {
        if (bytes >= MIB) {
            return String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MIB);
        }
        return bytes >= KIB
                ? String.format(Locale.ROOT, "%.1f KiB", (double) bytes / KIB)
                : bytes + " B";
    }
}
