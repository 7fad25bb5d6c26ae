// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Of the numbers, every tenth from 3 on must be a dead letter. */
class DeliveryAuditTest {

    private final DeliveryAudit ledger = new DeliveryAudit(new NumberedWorkload(), "in", "letters");
    private long offset;

    @Test
    void countsWhatCameOutAsItMust() {
        answer(0, "0!");
        answer(1, "1!");
        answer(2, "2!");
        letter(3, "refused");

        assertThat(ledger.tally(4))
                .isEqualTo(new DeliveryAudit.Tally(4, 3, Map.of("refused", 1), 0, 0, 0, 0));
        assertThat(ledger.remarks()).isEmpty();
    }

    @Test
    void seesWhatIsMissing() {
        answer(0, "0!");

        assertThat(ledger.tally(4).lost()).isEqualTo(3);
        assertThat(ledger.remarks())
                .containsExactly(
                        "record 1 (good) did not come out",
                        "record 2 (good) did not come out",
                        "record 3 (bad) did not come out");
    }

    @Test
    void seesWhatCameTwiceWhereverItCame() {
        letter(3, "refused");
        letter(3, "refused");

        assertThat(ledger.tally(1).duplicated()).isEqualTo(1);
        assertThat(ledger.remarks()).contains("record 3 (bad) came out again at letters-0@1");
    }

    @Test
    void seesAnAnswerToAnotherRecord() {
        answer(0, "1!");

        assertThat(ledger.tally(1).wrong()).isEqualTo(1);
    }

    @Test
    void seesAnAnswerWhereADeadLetterBelongs() {
        answer(3, "3!");

        assertThat(ledger.tally(4).wrong()).isEqualTo(1);
    }

    @Test
    void seesADeadLetterForAnotherReason() {
        letter(3, "internal");

        assertThat(ledger.tally(4).wrong()).isEqualTo(1);
        assertThat(ledger.remarks())
                .contains("record 3 (bad): a dead letter internal (null) that is not as expected");
    }

    @Test
    void isContentWithEachReasonThatIsRight() {
        Workload.Outcome.Letter either = new Workload.Outcome.Letter("too-large|refused");

        assertThat(either.permits("too-large")).isTrue();
        assertThat(either.permits("refused")).isTrue();
        assertThat(either.permits("large")).isFalse();
    }

    @Test
    void seesWhatOvertookAnotherOfItsPartition() {
        answer(4, "4!");
        answer(2, "2!");

        assertThat(ledger.tally(5).disordered()).isEqualTo(1);
    }

    @Test
    void letsPartitionsOvertakeEachOther() {
        answer(4, "4!");
        answer(1, "1!");

        assertThat(ledger.tally(5).disordered()).isZero();
    }

    @Test
    void seesWhatWasNeverSent() {
        answer(9, "9!");

        assertThat(ledger.tally(5).wrong()).isEqualTo(1);
    }

    @Test
    void findsALetterWithoutHeadersByItsSource() {
        ConsumerRecord<byte[], byte[]> record = record("letters", bytes("3"));
        record.headers()
                .add("leat-error-headers-omitted", bytes("3 bytes"))
                .add("leat-error-code", bytes("refused"))
                .add("leat-error-source-partition", bytes("1"))
                .add("leat-error-source-offset", bytes("1"));

        ledger.add(record);

        assertThat(ledger.tally(4).letters()).containsEntry("refused", 1);
        assertThat(ledger.tally(4).lost()).isEqualTo(3);
        assertThat(ledger.tally(4).wrong()).isZero();
    }

    @Test
    void wantsATraceToGoOnWithASpanOfItsOwn() {
        DeliveryAudit traced = new DeliveryAudit(new TracedNumbers(), "in", "letters", true);
        List.of("00-a-2-01", "00-a-1-01", "00-b-2-01", "none")
                .forEach(context -> traced.add(traced("0!", context)));

        assertThat(traced.tally(1).wrong()).isEqualTo(3);
    }

    private ConsumerRecord<byte[], byte[]> traced(String value, String context) {
        ConsumerRecord<byte[], byte[]> record = record("out", bytes(value));
        record.headers()
                .add(Workload.NUMBER, bytes("0"))
                .add("Seldon-Puid", bytes("p"))
                .add("traceparent", bytes(context));
        return record;
    }

    private void answer(long number, String value) {
        ConsumerRecord<byte[], byte[]> record = record("out", bytes(value));
        record.headers().add(Workload.NUMBER, bytes("" + number)).add("Seldon-Puid", bytes("p"));
        ledger.add(record);
    }

    private void letter(long number, String code) {
        ConsumerRecord<byte[], byte[]> record = record("letters", bytes("" + number));
        record.headers()
                .add(Workload.NUMBER, bytes("" + number))
                .add("leat-error-code", bytes(code))
                .add("leat-error-source-partition", bytes("" + number % 2));
        ledger.add(record);
    }

    private ConsumerRecord<byte[], byte[]> record(String topic, byte[] value) {
        return new ConsumerRecord<>(topic, 0, offset++, bytes("k"), value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class TracedNumbers extends NumberedWorkload {

        @Override
        public ProducerRecord<byte[], byte[]> request(String topic, long number) {
            ProducerRecord<byte[], byte[]> record = super.request(topic, number);
            record.headers().add("traceparent", bytes("00-a-1-01"));
            return record;
        }
    }
}
