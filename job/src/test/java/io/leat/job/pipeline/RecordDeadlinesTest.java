// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.client.Deadline;
import io.leat.kafka.InferenceRequest;
import io.leat.protocol.BadPayloadException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordDeadlinesTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final RecordDeadlines headers = new RecordDeadlines(null, InstantSource.fixed(NOW));
    private final RecordDeadlines both =
            new RecordDeadlines(Duration.ofSeconds(5), InstantSource.fixed(NOW));

    private static InferenceRequest record(long timestamp, String... headers) {
        InferenceRequest request = new InferenceRequest();
        request.timestamp = timestamp;
        request.headerNames = new String[headers.length / 2];
        request.headerValues = new byte[headers.length / 2][];
        for (int i = 0; i < headers.length; i += 2) {
            request.headerNames[i / 2] = headers[i];
            String value = headers[i + 1];
            request.headerValues[i / 2] =
                    value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        }
        return request;
    }

    private static Deadline at(String instant) {
        return new Deadline(
                Instant.parse(instant).toEpochMilli(),
                "header leat-deadline",
                InstantSource.system());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T12:00:01Z",
                "2026-01-31t12:00:01z",
                "2026-01-31T13:00:01+01:00",
                "2026-01-31T12:00:01.000Z",
                "1769860801000",
                " 1769860801000 "
            })
    void readsAHeaderAsTimeOrMilliseconds(String header) throws Exception {
        assertThat(headers.of(record(0, "leat-deadline", header)))
                .isEqualTo(at("2026-01-31T12:00:01Z"));
    }

    @Test
    void takesTheLastHeaderWhateverItsCase() throws Exception {
        assertThat(headers.of(record(0, "leat-deadline", "1", "Leat-Deadline", "1769860801000")))
                .isEqualTo(at("2026-01-31T12:00:01Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "-5",
                "1.5",
                "2026-01-31",
                "2026-01-31T12:00:00",
                "2026-02-30T12:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "1769860801000000000"
            })
    void refusesAHeaderThatIsNoTime(String header) {
        assertThatThrownBy(() -> both.of(record(0, "leat-deadline", header)))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage(
                        "header leat-deadline: \""
                                + header
                                + "\" (expected: a time as in RFC 3339, such as"
                                + " 2026-01-31T12:00:00Z, milliseconds since 1970, or none)");
    }

    @Test
    void quotesNoMoreOfAHeaderThanTells() {
        assertThatThrownBy(() -> both.of(record(0, "leat-deadline", "é\n" + "x".repeat(100))))
                .hasMessageStartingWith(
                        "header leat-deadline: \"??" + "x".repeat(38) + "…\" (expected");
    }

    @Test
    void countsFromTheTimestampWhereNoHeaderSaysOtherwise() throws Exception {
        assertThat(both.of(record(1_000)))
                .isEqualTo(
                        new Deadline(
                                6_000,
                                "LEAT_RECORD_DEADLINE, 5000 ms after its timestamp",
                                InstantSource.system()));
        assertThat(both.of(record(1_000, "leat-deadline", "1769860801000")))
                .isEqualTo(at("2026-01-31T12:00:01Z"));
        assertThat(both.of(record(1_000, "leat-deadline", "none"))).isNull();
        assertThat(both.of(record(1_000, "leat-deadline", null))).isNotNull();
        assertThat(both.of(record(Long.MAX_VALUE)).isOver()).isFalse();
    }

    @Test
    void givesNoneToARecordThatStatesNothing() throws Exception {
        assertThat(headers.of(record(1_000))).isNull();
        assertThat(both.of(record(-1))).isNull();
    }

    @Test
    void goesByTheClockItIsGiven() throws Exception {
        assertThat(headers.of(record(0, "leat-deadline", "2026-01-31T12:00:00Z")).isOver())
                .isTrue();
        assertThat(headers.of(record(0, "leat-deadline", "2026-01-31T12:00:00.001Z")).isOver())
                .isFalse();
    }
}
