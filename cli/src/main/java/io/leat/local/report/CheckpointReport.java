// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.report;

import io.leat.status.CheckpointFailure;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.FailedCheckpointStats;
import org.jspecify.annotations.Nullable;

/**
 * Says when a job's checkpoints fail and why, and when they complete again. Those that a restart or
 * the job's end has cut off are not failures of their own. Used by one thread.
 */
final class CheckpointReport {

    private static final Duration REPEAT = Duration.ofSeconds(30);

    private final Consumer<String> say;
    private final LongSupplier nanoTime;
    private long lastFailed = -1;
    private long completedThen;
    private int failed;
    private String saidReason = "";
    private long said;

    CheckpointReport(Consumer<String> say, LongSupplier nanoTime) {
        this.say = say;
        this.nanoTime = nanoTime;
    }

    void look(@Nullable CheckpointStatsSnapshot checkpoints) {
        if (checkpoints == null) {
            return;
        }
        long completed = checkpoints.getCounts().getNumberOfCompletedCheckpoints();
        FailedCheckpointStats latest = checkpoints.getHistory().getLatestFailedCheckpoint();
        if (latest != null && latest.getCheckpointId() != lastFailed) {
            lastFailed = latest.getCheckpointId();
            String reason = String.valueOf(latest.getFailureMessage());
            if (CheckpointFailure.isItsOwn(reason)) {
                failed(latest.getCheckpointId(), CheckpointFailure.of(reason), completed);
            }
        }
        if (failed > 0 && completed > completedThen) {
            completeAgain();
        }
    }

    void failed(long checkpoint, String reason, long completedSoFar) {
        long now = nanoTime.getAsLong();
        boolean isNew = failed == 0 || !reason.equals(saidReason);
        failed++;
        completedThen = completedSoFar;
        if (isNew || now - said >= REPEAT.toNanos()) {
            say.accept(
                    "checkpoint %d has failed: %s (%s)"
                            .formatted(checkpoint, reason, CheckpointFailure.CONSEQUENCE));
            saidReason = reason;
            said = now;
        }
    }

    void completeAgain() {
        say.accept("checkpoints complete again, after %d that failed".formatted(failed));
        failed = 0;
    }
}
