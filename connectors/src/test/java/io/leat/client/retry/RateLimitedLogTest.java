// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.ManualTime;
import io.leat.testing.log.LogLines;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a condition that many calls meet is logged. */
class RateLimitedLogTest {

    private final ManualTime time = new ManualTime();
    private final RateLimitedLog log =
            new RateLimitedLog(time::nanos, Duration.ofSeconds(30), Duration.ofSeconds(5));
    private final LogLines lines = LogLines.of(RateLimitedLog.class);

    @AfterEach
    void stopListening() {
        lines.close();
    }

    private void fails(String reason) {
        log.warn(
                "m",
                reason,
                lasting ->
                        "node=m unavailableSeconds=%d reason=\"%s\""
                                .formatted(lasting.toSeconds(), reason));
    }

    @Test
    void saysOnceWhoIsAwaySinceWhenAndWhy() {
        fails("connection refused");
        fails("connection refused");

        assertThat(lines.seen())
                .containsExactly("node=m unavailableSeconds=0 reason=\"connection refused\"");
    }

    @Test
    void saysItAgainNowAndThen() {
        fails("connection refused");
        time.advance(Duration.ofSeconds(29));
        fails("connection refused");
        assertThat(lines.seen()).hasSize(1);

        time.advance(Duration.ofSeconds(2));
        fails("connection refused");

        assertThat(lines.seen()).hasSize(2);
        assertThat(lines.seen().get(1)).contains("unavailableSeconds=31");
    }

    @Test
    void saysAnotherReasonSoonerButNotEachTimeOfTwoThatTakeTurns() {
        fails("connection refused");
        fails("no answer within 5000 ms");
        assertThat(lines.seen()).hasSize(1);

        time.advance(Duration.ofSeconds(6));
        fails("no answer within 5000 ms");
        fails("connection refused");

        assertThat(lines.seen()).hasSize(2);
        assertThat(lines.seen().get(1))
                .contains("unavailableSeconds=6", "reason=\"no answer within 5000 ms\"");
    }

    @Test
    void saysThatItIsOverAndBeginsAnewWithTheNext() {
        fails("connection refused");
        log.over("m", () -> "node=m answers again");
        log.over("m", () -> "node=m answers again");
        time.advance(Duration.ofSeconds(1));
        fails("connection refused");

        assertThat(lines.seen()).hasSize(3);
        assertThat(lines.seen().get(1)).isEqualTo("node=m answers again");
        assertThat(lines.seen().get(2)).contains("unavailableSeconds=0");
    }
}
