// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deadletter.DeadLetter;
import io.leat.deadletter.RecordPosition;
import io.leat.kafka.ErrorHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

class SourceRecordTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static Headers redriven(boolean expired) {
        return redriven(new byte[0], expired);
    }

    private static Headers redriven(byte[] key, boolean expired, Header... more) {
        ConsumerRecord<byte[], byte[]> letter =
                new ConsumerRecord<>("in-dead-letter", 0, 5, key, new byte[] {'1'});
        List.of(more).forEach(letter.headers()::add);
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

    /** By which it meets the same predictor, at whichever offset it stands now. */
    @Test
    void tellsWhereARecordWithoutKeyAndPuidStoodFirst() {
        assertThat(ErrorHeaders.text(redriven(false), "leat-redriven-from")).isEqualTo("in-0-7");
        Header first = new RecordHeader("leat-redriven-from", "in-0-3".getBytes(UTF_8));
        assertThat(ErrorHeaders.text(redriven(new byte[0], false, first), "leat-redriven-from"))
                .isEqualTo("in-0-3");
    }

    @Test
    void tellsItOfNoRecordWithAKeyOrPuid() {
        Header puid = new RecordHeader("seldon-puid", "p".getBytes(UTF_8));

        assertThat(redriven(new byte[] {'k'}, false).headers("leat-redriven-from")).isEmpty();
        assertThat(redriven(new byte[0], false, puid).headers("leat-redriven-from")).isEmpty();
    }
}
