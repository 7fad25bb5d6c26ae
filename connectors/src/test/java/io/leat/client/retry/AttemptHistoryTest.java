// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.BudgetCharge;
import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import io.leat.client.RetryBudget;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** In which order the states of a call follow one another. */
class AttemptHistoryTest {

    private final AttemptHistory history =
            new AttemptHistory(
                    Retrying.policy(2, Duration.ofHours(1)),
                    Retrying.BACKOFF,
                    new RetryBudget(),
                    false);

    @Test
    void waitsStartsPausesAndWaitsAgain() {
        assertThat(history.starts(7)).isTrue();
        assertThat(history.failed(FailureKind.BUSY, BudgetCharge.NOTHING, 1).action())
                .isEqualTo(FailureAction.RETRY);
        assertThat(history.pause()).isPositive();
        assertThat(history.waitsAgain()).isTrue();
        assertThat(history.starts(9)).isTrue();
        assertThat(history.made()).isEqualTo(2);
        assertThat(history.answersSeen).isEqualTo(7);
    }

    @Test
    void endsOnceAndMakesNoAttemptAfterwards() {
        assertThat(history.ends()).isTrue();

        assertThat(history.starts(0)).isFalse();
        assertThat(history.waitsAgain()).isFalse();
        assertThat(history.ends()).isFalse();
        assertThat(history.made()).isZero();
    }

    @Test
    void makesNoSecondAttemptDuringTheFirst() {
        assertThat(history.starts(0)).isTrue();

        assertThat(history.starts(0)).isFalse();
        assertThat(history.made()).isEqualTo(1);
    }
}
