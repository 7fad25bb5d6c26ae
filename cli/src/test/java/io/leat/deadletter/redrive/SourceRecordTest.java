// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deadletter.DeadLetter;
import io.leat.deadletter.RecordPosition;
import io.leat.kafka.ErrorHeaders;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class SourceRecordTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static Headers redriven(boolean expired) {
        ConsumerRecord<byte[], byte[]> letter =
                new ConsumerRecord<>("in-dead-letter", 0, 5, new byte[0], new byte[] {'1'});
        letter.headers()
                .add("leat-deadline", "2026-01-31T11:00:00Z".getBytes(UTF_8))
                .add(ErrorHeaders.CODE, "expired".getBytes(UTF_8));
        DeadLetter.Source source =
                new DeadLetter.Source("in", new RecordPosition(0, 7), NOW.toEpochMilli());
        RedriveTarget target =
                RedriveTarget.of(
                        "in", 1, Map.of("retention.ms", "-1", "cleanup.policy", "delete"), 1 << 20);
        return SourceRecord.of(source, letter).redriven(target, NOW, expired).headers();
    }

    @Test
    void givesARecordThatHasExpiredNoDeadlineAgain() {
        assertThat(redriven(true).headers("leat-deadline"))
                .extracting(header -> new String(header.value(), UTF_8))
                .containsExactly("none");
    }

    @Test
    void leavesAnyOtherRecordItsDeadline() {
        assertThat(ErrorHeaders.text(redriven(false), "leat-deadline"))
                .isEqualTo("2026-01-31T11:00:00Z");
    }
}
