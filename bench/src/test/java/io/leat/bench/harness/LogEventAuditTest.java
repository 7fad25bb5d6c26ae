// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Of the numbers, every tenth from 3 on is refused by the model. */
class LogEventAuditTest {

    private final LogEventAudit audit = new LogEventAudit(new NumberedWorkload(), "in-1", "m");
    private long offset;

    @Test
    void wantsBothEventsOfAnAnswerAndTheRequestOfARefusal() {
        for (long number = 0; number < 3; number++) {
            add(number, "request", "" + number, "p" + number);
            add(number, "response", number + "!", "p" + number);
        }
        add(3, "request", "3", "p3");

        assertThat(audit.tally(4)).isEqualTo(new LogEventAudit.Tally(7, 0, 0, 0));
        assertThat(audit.tally(4).isWhole()).isTrue();
        assertThat(audit.remarks()).isEmpty();
    }

    @Test
    void seesWhatIsMissing() {
        add(0, "request", "0", "p");

        assertThat(audit.tally(2).missing()).isEqualTo(3);
        assertThat(audit.remarks())
                .containsExactly(
                        "no RESPONSE of record 0",
                        "no REQUEST of record 1",
                        "no RESPONSE of record 1");
    }

    @Test
    void seesWhatIsThereTwice() {
        add(0, "request", "0", "p");
        add(0, "request", "0", "p");

        assertThat(audit.tally(1).duplicated()).isEqualTo(1);
        assertThat(audit.tally(1).isWhole()).isFalse();
        assertThat(audit.remarks())
                .contains("in-1-0-0/m/predict/request is there again at log-0@1");
    }

    @Test
    void seesTheBodyOfAnotherRecord() {
        add(0, "response", "1!", "p");

        assertThat(audit.tally(1).wrong()).isEqualTo(1);
    }

    @Test
    void seesAResponseOfARecordThatTheModelRefuses() {
        add(3, "response", "3!", "p");

        assertThat(audit.tally(4).wrong()).isEqualTo(1);
    }

    @Test
    void seesEventsOfOneRecordUnderTwoPuids() {
        add(0, "request", "0", "p");
        add(0, "response", "0!", "q");

        assertThat(audit.tally(1).wrong()).isEqualTo(1);
    }

    @Test
    void seesWhatIsOfNoRecordAndOfNoNodeWithALogger() {
        add(5, "request", "5", "p");
        event("in-1-0-0/other/predict/request", "request", "0", "p");

        assertThat(audit.tally(5).wrong()).isEqualTo(2);
    }

    private void add(long number, String kind, String body, String puid) {
        event("in-1-%d-%d/m/predict/%s".formatted(number % 2, number / 2, kind), kind, body, puid);
    }

    private void event(String id, String kind, String body, String puid) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("log", 0, offset++, bytes("k"), bytes(body));
        String type = "io.seldon.serving.inference." + kind;
        record.headers()
                .add("type", bytes(type))
                .add("requestid", bytes(puid))
                .add("ce_id", bytes(id))
                .add("ce_type", bytes(type));
        audit.add(record);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
