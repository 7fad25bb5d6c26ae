// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BoundedCloseTest {

    @Test
    void interruptsWhatTakesTooLong() {
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> BoundedClose.bound(never::await, Duration.ofMillis(1)))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void leavesNoInterruptBehindWhereTheClosingSwallowsIt() throws Exception {
        BoundedClose.bound(
                () -> {
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                },
                Duration.ofMillis(1));

        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void passesOnWhatGoesWrong() {
        assertThatThrownBy(
                        () ->
                                BoundedClose.bound(
                                        () -> {
                                            throw new IOException("broken");
                                        }))
                .hasMessage("broken");
    }
}
