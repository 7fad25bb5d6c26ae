// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;

/** The reason why a checkpoint failed, as Flink says it. */
public final class CheckpointFailure {

    /** What follows from it. */
    public static final String CONSEQUENCE =
            "nothing answered since the last one is committed until one completes";

    private static final CheckpointFailureReason[] ENDS = {
        CheckpointFailureReason.CHECKPOINT_COORDINATOR_SUSPEND,
        CheckpointFailureReason.CHECKPOINT_COORDINATOR_SHUTDOWN,
        CheckpointFailureReason.JOB_FAILOVER_REGION,
        CheckpointFailureReason.TASK_FAILURE,
        CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_CLOSING,
        CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY
    };

    /** A task has ended before its TaskManager is asked; Flink has no reason of its own for it. */
    // as TaskExecutor#triggerCheckpoint
    private static final String TASK_GONE = "received a checkpoint request for unknown task";

    private CheckpointFailure() {}

    /** Whether it says more than that the job is no longer there to make one. */
    public static boolean isItsOwn(String message) {
        for (CheckpointFailureReason end : ENDS) {
            if (message.contains(end.message())) {
                return false;
            }
        }
        return !message.contains(TASK_GONE);
    }

    /** In one line. */
    public static String of(String message) {
        return message.lines().findFirst().orElse("");
    }
}
