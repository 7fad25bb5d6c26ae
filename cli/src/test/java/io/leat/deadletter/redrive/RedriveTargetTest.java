// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which timestamps a topic keeps that records are sent back to. */
class RedriveTargetTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private static RedriveTarget target(Map<String, String> settings) {
        Map<String, String> all =
                new HashMap<>(Map.of("retention.ms", "-1", "cleanup.policy", "delete"));
        all.putAll(settings);
        return RedriveTarget.of("in", 3, all, 100 << 20);
    }

    private static boolean keeps(RedriveTarget target, String age) {
        return target.keeps(NOW.minus(Duration.parse(age)).toEpochMilli(), NOW);
    }

    @Test
    void keepsATimeOfAnyAgeWithoutALimit() {
        RedriveTarget target = target(Map.of());

        assertThat(keeps(target, "P4000D")).isTrue();
        assertThat(keeps(target, "-P4000D")).isTrue();
    }

    /** A minute less than the brokers state, as clocks differ and a record waits to be sent. */
    @ParameterizedTest
    @CsvSource({
        "message.timestamp.after.max.ms, -PT58M, true",
        "message.timestamp.after.max.ms, -PT61M, false",
        "message.timestamp.after.max.ms, PT61M, true",
        "message.timestamp.before.max.ms, PT58M, true",
        "message.timestamp.before.max.ms, PT61M, false",
        "message.timestamp.before.max.ms, -PT61M, true",
        "message.timestamp.difference.max.ms, -PT61M, false",
        "message.timestamp.difference.max.ms, PT61M, false",
    })
    void keepsATimeThatTheBrokersTake(String limit, String age, boolean kept) {
        assertThat(keeps(target(Map.of(limit, "3600000")), age)).isEqualTo(kept);
    }

    @Test
    void keepsNothingThatWouldSoonBeGone() {
        RedriveTarget target = target(Map.of("retention.ms", "3600000"));

        assertThat(keeps(target, "PT29M")).isTrue();
        assertThat(keeps(target, "PT31M")).isFalse();
    }

    /** Not every broker that speaks Kafka's protocol states every setting. */
    @Test
    void keepsWhatKafkasDefaultsKeepWhereTheBrokerStatesNeitherPolicyNorRetention() {
        RedriveTarget target = RedriveTarget.of("in", 3, Map.of(), 100 << 20);

        assertThat(keeps(target, "P3D")).isTrue();
        assertThat(keeps(target, "P4D")).isFalse();
    }

    @Test
    void takesNoLargerRecordThanARequestMayBe() {
        assertThat(target(Map.of("max.message.bytes", "2147483647")).maxBytes())
                .isLessThan(100 << 20);
    }
}
