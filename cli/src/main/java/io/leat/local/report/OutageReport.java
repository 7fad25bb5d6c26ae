// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.report;

import io.leat.status.Diagnosis;
import io.leat.status.FlowReport;
import io.leat.status.FlowReport.NodeReport;
import io.leat.status.FlowReport.Outage;
import io.leat.status.JobReport;
import io.leat.status.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Says since when a model answers no call and why, in the words of {@code leat status}, ever more
 * seldom while that lasts, and when it answers again. Used by one thread.
 */
final class OutageReport {

    private static final Duration OTHER_REASON = Duration.ofSeconds(5);
    private static final Duration SOONEST = Duration.ofSeconds(30);
    private static final Duration LATEST = Duration.ofMinutes(10);

    private final String consequence;
    private final Consumer<String> say;

    /** By node, those that are away. */
    private final Map<String, Said> away = new HashMap<>();

    /**
     * Has said nothing yet.
     *
     * @param untilEnd whether the run ends once everything is answered, which it then waits for
     */
    OutageReport(boolean untilEnd, Consumer<String> say) {
        this.consequence = untilEnd ? "; --until-end waits for it without limit" : "";
        this.say = say;
    }

    /**
     * What was said last of a node.
     *
     * @param restarts of the job until then: tasks that start do not know that a model is away
     * @param next when the same is said again
     */
    private record Said(Instant since, String reason, long restarts, Instant at, Instant next) {}

    void look(JobReport job, Moments moments) {
        FlowReport flow = job.flow();
        if (flow == null || job.tasks().running() < job.tasks().all()) {
            return;
        }
        for (NodeReport node : flow.nodes()) {
            Said known = away.get(node.name());
            Outage outage = node.outage();
            if (outage != null) {
                away.put(
                        node.name(),
                        away(known, outage, node, job.restarts().count(), flow, moments));
            } else if (known != null && hasAnswered(known, job, flow)) {
                away.remove(node.name());
                say.accept(
                        "model %s answers again, after %d s"
                                .formatted(
                                        Diagnosis.place(node),
                                        Duration.between(known.since(), moments.now())
                                                .toSeconds()));
            }
        }
    }

    private void sayAway(NodeReport node, FlowReport flow, Moments moments) {
        say.accept("model " + Diagnosis.outage(node, flow, moments) + consequence);
    }

    private static boolean hasAnswered(Said known, JobReport job, FlowReport flow) {
        return known.restarts() == job.restarts().count() || flow.inFlight() == 0 || flow.out() > 0;
    }

    private Said away(
            @Nullable Said known,
            Outage outage,
            NodeReport node,
            long restarts,
            FlowReport flow,
            Moments moments) {
        Instant now = moments.now();
        if (known == null) {
            sayAway(node, flow, moments);
            return new Said(outage.since(), outage.reason(), restarts, now, now.plus(SOONEST));
        }
        boolean isDue = !now.isBefore(known.next());
        boolean isOther =
                !outage.reason().equals(known.reason())
                        && !now.isBefore(known.at().plus(OTHER_REASON));
        if (!isDue && !isOther) {
            return new Said(known.since(), known.reason(), restarts, known.at(), known.next());
        }
        sayAway(node, flow, moments);
        Duration pause = isDue ? Duration.between(known.at(), now).multipliedBy(2) : SOONEST;
        Instant next = now.plus(pause.compareTo(LATEST) < 0 ? pause : LATEST);
        return new Said(known.since(), outage.reason(), restarts, now, next);
    }
}
