// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final RetryPolicy OF_A_MODEL =
            new RetryPolicy(
                    1,
                    Duration.ofSeconds(5),
                    Duration.ZERO,
                    OnExhausted.STOP,
                    OnModelError.DEAD_LETTER);

    @Test
    void repeatsWhatIsToBeDeliveredAfterAServersOwnFailureWhateverIsStatedForModels() {
        RetryPolicy deliveries = OF_A_MODEL.ofDeliveries();

        assertThat(OF_A_MODEL.action(FailureKind.FAILED)).isEqualTo(FailureAction.REJECT);
        assertThat(deliveries.action(FailureKind.FAILED)).isEqualTo(FailureAction.RETRY);
        assertThat(deliveries.attempts()).isEqualTo(2);
        assertThat(deliveries.exhausted()).isEqualTo(OnExhausted.DEAD_LETTER);
    }

    @Test
    void repeatsARequestThatTheServerRejectsNoMoreThanOthersDo() {
        assertThat(OF_A_MODEL.ofDeliveries().action(FailureKind.REFUSED))
                .isEqualTo(FailureAction.REJECT);
    }
}
