// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of restarts and checkpoints, and how often. */
class JobReportsTest {

    private final List<String> said = new ArrayList<>();
    private long now = 7;

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void saysARestartAndItsEnd() {
        RestartReport restarts = new RestartReport(said::add, () -> now);

        restarts.failed("connection lost");
        pass(Duration.ofSeconds(3));
        restarts.runsAgain();

        assertThat(said)
                .containsExactly(
                        "the job restarts from its last checkpoint: connection lost",
                        "the job runs again, 3 s and 1 restart after it failed");
    }

    @Test
    void saysTheSameReasonSeldomAndAnotherAtOnce() {
        RestartReport restarts = new RestartReport(said::add, () -> now);

        for (int second = 0; second < 35; second += 5) {
            restarts.failed("a");
            pass(Duration.ofSeconds(5));
        }
        restarts.failed("b");

        assertThat(said)
                .containsExactly(
                        "the job restarts from its last checkpoint: a",
                        "the job restarts from its last checkpoint (7 times within 30 s): a",
                        "the job restarts from its last checkpoint (8 times within 35 s): b");
    }

    @Test
    void saysThatCheckpointsFailAndCompleteAgain() {
        CheckpointReport checkpoints = new CheckpointReport(said::add, () -> now);

        checkpoints.failed(4, "no disk", 3);
        checkpoints.failed(5, "no disk", 3);
        checkpoints.completeAgain();
        checkpoints.failed(9, "no disk", 6);

        String failed =
                "checkpoint %d has failed: no disk (nothing answered since the last one is committed until one completes)";
        assertThat(said)
                .containsExactly(
                        failed.formatted(4),
                        "checkpoints complete again, after 2 that failed",
                        failed.formatted(9));
    }
}
