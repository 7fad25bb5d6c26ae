// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFailureTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Checkpoint Coordinator is suspending.",
                "TaskManager received a checkpoint request for unknown task 651f_1b3b_0_0. Failure"
                        + " reason: Task local checkpoint failure."
            })
    void isNotItsOwnWhereTheJobHasEndedOrRestarts(String message) {
        assertThat(CheckpointFailure.isItsOwn(message)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Checkpoint expired before completing.",
                "Could not materialize checkpoint 3. Failure reason: Task local checkpoint failure."
            })
    void isItsOwnWhereTheJobGoesOn(String message) {
        assertThat(CheckpointFailure.isItsOwn(message)).isTrue();
    }
}
