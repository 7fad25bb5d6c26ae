// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.log.LogLines;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadLetterLogTest {

    private long now = 5;
    private final DeadLetterLog log = new DeadLetterLog(() -> now);

    private void add(String code, long offset) {
        log.add(code, () -> "because of " + code, "in", 2, offset);
    }

    @Test
    void saysTheReasonOfTheFirstOfEachCodeAndCountsTheOthers() {
        try (LogLines lines = LogLines.of(DeadLetterLog.class)) {
            add("bad-reply", 7);
            add("bad-reply", 8);
            add("tombstone", 9);
            now += Duration.ofSeconds(31).toNanos();
            add("bad-reply", 10);
            add("bad-reply", 11);

            assertThat(lines.seen())
                    .containsExactly(
                            "the record at in 2@7 becomes a dead letter, the first with the code bad-reply: because of bad-reply",
                            "the record at in 2@9 becomes a dead letter, the first with the code tombstone: because of tombstone",
                            "dead letters so far: bad-reply 3, tombstone 1");
        }
    }
}
