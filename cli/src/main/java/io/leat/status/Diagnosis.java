// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import io.leat.options.catalog.LeatOptions;
import io.leat.status.FlowReport.Breaker;
import io.leat.status.FlowReport.NodeReport;
import io.leat.status.FlowReport.Outage;
import io.leat.status.JobReport.Cause;
import io.leat.status.JobReport.Checkpoint;
import io.leat.status.JobReport.CheckpointsFailing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a job, a sentence each and the worst first; or that nothing is. */
public final class Diagnosis {

    /** A status, of which request, and what may be wrong. */
    private static final Pattern STATUS =
            Pattern.compile(
                    "(?:HTTP|gRPC) status (\\w+)( for [^(]*?)?( \\(expected: [^)]*\\))?(: .*)?");

    private final JobReport job;
    private final Function<Instant, String> time;
    private final List<String> problems = new ArrayList<>();

    private Diagnosis(JobReport job, Function<Instant, String> time) {
        this.job = job;
        this.time = time;
        FlowReport flow = job.flow();
        if (flow != null) {
            loss(flow);
        }
        state();
        if (flow != null) {
            claim(flow);
            flow.nodes().forEach(node -> model(node, flow));
        } else if (job.isRunning() && problems.isEmpty()) {
            problems.add("no task has reported a metric");
        }
        checkpoints();
    }

    /** With times as ISO instants. */
    public static Diagnosis of(JobReport job) {
        return new Diagnosis(job, Instant::toString);
    }

    /** With times for a person. */
    public static Diagnosis of(JobReport job, Moments moments) {
        return new Diagnosis(job, moments::of);
    }

    public boolean isHealthy() {
        return problems.isEmpty();
    }

    /** The worst, or that there is none. */
    public String sentence() {
        return problems.isEmpty() ? healthy() : problems.get(0);
    }

    /** What else is wrong. */
    public List<String> others() {
        return problems.isEmpty() ? List.of() : List.copyOf(problems.subList(1, problems.size()));
    }

    private String healthy() {
        FlowReport flow = job.flow();
        if (flow == null) {
            return "healthy";
        }
        String waiting =
                flow.waiting() == 0
                        ? "healthy: everything read is answered"
                        : "healthy: " + waiting(flow);
        long letters = flow.allDeadLetters();
        return letters == 0
                ? waiting
                : "%s; %s in %s"
                        .formatted(
                                waiting,
                                count(letters, "dead letter"),
                                job.optionOfPredictors(LeatOptions.DEAD_LETTER_TOPIC.env()));
    }

    private static String waiting(FlowReport flow) {
        return flow.waiting() == 1 ? "1 record waits" : flow.waiting() + " records wait";
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private void state() {
        String since = time.apply(job.since());
        switch (job.state()) {
            case "RUNNING" -> {
                if (job.tasks().running() < job.tasks().all()) {
                    problems.add(
                            "%d of %d tasks run%s"
                                    .formatted(
                                            job.tasks().running(), job.tasks().all(), lastCause()));
                }
            }
            case "FAILED" ->
                    problems.add(
                            "the job has failed at %s%s; records wait in %s"
                                    .formatted(since, lastCause(), input()));
            case "CANCELED" ->
                    problems.add(
                            "the job was cancelled at %s; records wait in %s"
                                    .formatted(since, input()));
            case "FINISHED" ->
                    problems.add(
                            "the job has ended at %s%s; records wait in %s"
                                    .formatted(since, savepoint(), input()));
            case "RESTARTING", "FAILING" ->
                    problems.add(
                            "the job restarts from its last checkpoint since %s%s"
                                    .formatted(since, lastCause()));
            default -> problems.add("the job is %s since %s".formatted(job.state(), since));
        }
    }

    private String input() {
        return job.option(LeatOptions.INPUT_TOPIC.env());
    }

    private String lastCause() {
        List<Cause> causes = job.restarts().causes();
        return causes.isEmpty() ? "" : ": " + causes.get(0).reason();
    }

    private String savepoint() {
        Checkpoint last = job.checkpoints().last();
        return last != null && last.savepoint() ? " with savepoint " + last.place() : "";
    }

    private void loss(FlowReport flow) {
        FlowReport.Lost lost = flow.lost();
        boolean isWritten = !job.option(LeatOptions.OUTPUT_MODE.env()).equals("none");
        if (lost.transactionsLost() > 0) {
            problems.add(
                    "%s ended by the broker before the commit: their %s are missing from %s, and the log says which"
                            .formatted(
                                    count(lost.transactionsLost(), "transaction"),
                                    isWritten ? "predictions" : "dead letters",
                                    job.optionOfPredictors(
                                            isWritten
                                                    ? LeatOptions.OUTPUT_TOPIC.env()
                                                    : LeatOptions.DEAD_LETTER_TOPIC.env())));
        }
        if (lost.recordsSkipped() > 0) {
            problems.add(
                    "%s of %s deleted before they were read, and passed over"
                            .formatted(count(lost.recordsSkipped(), "offset"), input()));
        }
        if (lost.transactionsUnclear() > 0) {
            problems.add(
                    "%s of which the brokers do not say whether they were committed"
                            .formatted(count(lost.transactionsUnclear(), "transaction")));
        }
    }

    private void claim(FlowReport flow) {
        if (Boolean.FALSE.equals(flow.claim())) {
            problems.add(
                    "the job waits for the claim on its consumer group: the brokers do not answer,"
                            + " or another job runs this deployment");
        }
    }

    /** A node by its name and where it is called. */
    public static String place(NodeReport node) {
        return node.address() == null ? node.name() : node.name() + " at " + node.address();
    }

    private static String group(Matcher matcher, int group) {
        return Objects.requireNonNullElse(matcher.group(group), "");
    }

    /** What is said of one node whose model answers no call. */
    public static String outage(NodeReport node, FlowReport flow, Moments moments) {
        return outage(node, flow, moments::of);
    }

    private static String outage(NodeReport node, FlowReport flow, Function<Instant, String> time) {
        Outage outage = node.outage();
        return "%s %s; %s; nothing is lost"
                .formatted(
                        place(node),
                        outage == null
                                ? "answers no call (circuit breaker %s)"
                                        .formatted(node.breaker().text())
                                : away(node.outageReason(), time.apply(outage.since())),
                        waiting(flow));
    }

    private void model(NodeReport node, FlowReport flow) {
        if (node.outage() != null || node.breaker() != Breaker.CLOSED) {
            problems.add(outage(node, flow, time));
        }
    }

    private static String away(String reason, String since) {
        Matcher status = STATUS.matcher(reason);
        return status.matches()
                ? "answers %s%s since %s%s"
                        .formatted(status.group(1), group(status, 2), since, group(status, 4))
                : "is unavailable since %s (%s)".formatted(since, reason);
    }

    private void checkpoints() {
        CheckpointsFailing failing = job.checkpoints().failing();
        if (failing != null && job.isRunning()) {
            problems.add(
                    "checkpoints fail since %s (%s): %s; %s"
                            .formatted(
                                    time.apply(failing.since()),
                                    count(failing.times(), "time"),
                                    failing.reason(),
                                    CheckpointFailure.CONSEQUENCE));
        }
    }
}
