// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.report;

import io.leat.status.FailureReason;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.jspecify.annotations.Nullable;

/**
 * Says when a job restarts and why, and when it runs again. The same reason is said again after
 * half a minute at the earliest, with the number of restarts. Used by one thread.
 */
final class RestartReport {

    private static final Duration REPEAT = Duration.ofSeconds(30);

    private final Consumer<String> say;
    private final LongSupplier nanoTime;
    private long lastFailure;
    private int restarts;
    private long since;
    private String saidReason = "";
    private long said;

    RestartReport(Consumer<String> say, LongSupplier nanoTime) {
        this.say = say;
        this.nanoTime = nanoTime;
    }

    void look(AccessExecutionGraph job) {
        @Nullable ErrorInfo failure = job.getFailureInfo();
        boolean ends = job.getState() == JobStatus.FAILING || job.getState().isTerminalState();
        if (failure != null && failure.getTimestamp() != lastFailure && !ends) {
            lastFailure = failure.getTimestamp();
            failed(
                    FailureReason.of(
                            failure.getException()
                                    .deserializeError(RestartReport.class.getClassLoader())));
        }
        if (restarts > 0 && runs(job)) {
            runsAgain();
        }
    }

    void failed(String reason) {
        long now = nanoTime.getAsLong();
        if (restarts == 0) {
            since = now;
        }
        restarts++;
        boolean isNew = restarts == 1 || !reason.equals(saidReason);
        if (isNew || now - said >= REPEAT.toNanos()) {
            say.accept(
                    "the job restarts from its last checkpoint%s: %s"
                            .formatted(
                                    restarts == 1
                                            ? ""
                                            : " (%d times within %d s)"
                                                    .formatted(restarts, secondsSince(now)),
                                    reason));
            saidReason = reason;
            said = now;
        }
    }

    void runsAgain() {
        say.accept(
                "the job runs again, %d s and %d restart%s after it failed"
                        .formatted(
                                secondsSince(nanoTime.getAsLong()),
                                restarts,
                                restarts == 1 ? "" : "s"));
        restarts = 0;
    }

    private long secondsSince(long now) {
        return Duration.ofNanos(now - since).toSeconds();
    }

    private static boolean runs(AccessExecutionGraph job) {
        for (AccessExecutionVertex vertex : job.getAllExecutionVertices()) {
            if (vertex.getExecutionState() != ExecutionState.RUNNING) {
                return false;
            }
        }
        return true;
    }
}
