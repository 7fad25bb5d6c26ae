// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.deadletter.DeadLetter;
import io.leat.kafka.ErrorHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What is said of dead letters, and how often. */
class DeadLetterReportTest {

    private final List<String> said = new ArrayList<>();
    private long now = 7;
    private final DeadLetterReport report = new DeadLetterReport(said::add, () -> now);

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
        report.look();
    }

    private void add(String code, Map<String, String> more) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("dead", 0, 5, null, null);
        Map.of(
                        ErrorHeaders.CODE, code,
                        ErrorHeaders.MESSAGE, "no good",
                        ErrorHeaders.SOURCE_TOPIC, "in",
                        ErrorHeaders.SOURCE_PARTITION, "2",
                        ErrorHeaders.SOURCE_OFFSET, "7")
                .forEach((name, value) -> record.headers().add(name, utf8(value)));
        more.forEach((name, value) -> record.headers().add(name, utf8(value)));
        report.add(DeadLetter.of(record).orElseThrow());
    }

    private void addRejected(String status) {
        add("model-rejected", Map.of(ErrorHeaders.STATUS, status));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void saysOfTheFirstOfEachCodeAndStatusWhyItIsOne() {
        addRejected("422");
        addRejected("422");
        addRejected("404");
        add("bad-record", Map.of());

        assertThat(said)
                .containsExactly(
                        "dead letter: in 2@7 is the first with model-rejected 422: no good",
                        "dead letter: in 2@7 is the first with model-rejected 404: no good",
                        "dead letter: in 2@7 is the first with bad-record: no good");
        assertThat(report.tally().words())
                .isEqualTo("4 (bad-record: 1, model-rejected 404: 1, model-rejected 422: 2)");
    }

    @Test
    void saysTheModelsOwnReasonInOneLine() {
        add("model-rejected", Map.of("leat-error-detail", "{\n  \"error\": \"field required\"\n}"));
        add("model-failed", Map.of("leat-error-detail", "x".repeat(1_000)));

        assertThat(said.get(0))
                .endsWith(": no good; the model says: { \"error\": \"field required\" }");
        assertThat(said.get(1)).endsWith("; the model says: " + "x".repeat(400) + "…");
    }

    @Test
    void saysEverMoreSeldomHowManyThereAre() {
        addRejected("422");
        for (int second = 1; second <= 20; second++) {
            addRejected("422");
            pass(1);
        }

        assertThat(said)
                .containsExactly(
                        "dead letter: in 2@7 is the first with model-rejected 422: no good",
                        "dead letters so far: 6 (model-rejected 422); 5 since the line before",
                        "dead letters so far: 16 (model-rejected 422); 10 since the line before");
    }

    @Test
    void saysNothingWhileThereIsNothingNew() {
        addRejected("422");
        pass(600);

        assertThat(said).hasSize(1);
        assertThat(report.tally().words()).isEqualTo("1 (model-rejected 422)");
    }
}
