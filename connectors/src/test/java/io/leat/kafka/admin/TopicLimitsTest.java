// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.Destination;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a topic's settings say of the records it takes. */
class TopicLimitsTest {

    private static final long HOUR = 3_600_000;

    private static Destination read(Map<String, String> settings) {
        return TopicLimits.read("out", 3, settings, TopicLimits.DEFAULT_REQUEST_BYTES);
    }

    @Test
    void areKafkasDefaultsWhereTheBrokerSaysNothing() {
        Map<String, String> nothing = new HashMap<>();
        nothing.put("max.message.bytes", null);

        assertThat(read(nothing))
                .isEqualTo(
                        new Destination(
                                "out",
                                1_048_588,
                                "the limit of out",
                                false,
                                false,
                                Long.MAX_VALUE,
                                Long.MAX_VALUE,
                                "producer",
                                3));
    }

    @Test
    void ofSizeAreTheSmallestOfThree() {
        assertThat(read(Map.of("max.message.bytes", "1000")).sizeLimit())
                .isEqualTo("the limit of out");
        assertThat(read(Map.of("max.message.bytes", "2000000", "segment.bytes", "1048576")))
                .extracting(Destination::maxBytes, Destination::sizeLimit)
                .containsExactly(1_048_576, "segment.bytes of out");
        assertThat(read(Map.of("max.message.bytes", "2147483647")))
                .extracting(Destination::maxBytes, Destination::sizeLimit)
                .containsExactly(
                        100 * 1024 * 1024 - 65_536, "socket.request.max.bytes of the brokers");
    }

    @Test
    void ofTimeBeforeKafka36AreOneForBothSides() {
        Destination old = read(Map.of("message.timestamp.difference.max.ms", "" + HOUR));

        assertThat(old.maxAgeMillis()).isEqualTo(HOUR);
        assertThat(old.maxAheadMillis()).isEqualTo(HOUR);
    }

    @Test
    void ofTimeCountOnlyWhereTheTopicDoesNotStampItself() {
        Map<String, String> settings =
                Map.of(
                        "message.timestamp.after.max.ms",
                        "" + HOUR,
                        "message.timestamp.type",
                        "LogAppendTime");

        assertThat(read(settings).takes(Long.MAX_VALUE, 0)).isTrue();
    }

    @Test
    void ofTimeLeaveRoomForClocksThatDiffer() {
        Destination topic =
                read(
                        Map.of(
                                "message.timestamp.after.max.ms",
                                "" + HOUR,
                                "message.timestamp.before.max.ms",
                                "" + HOUR));
        long now = 10 * HOUR;

        assertThat(topic.takes(now + HOUR - 60_000, now)).isTrue();
        assertThat(topic.takes(now + HOUR - 59_999, now)).isFalse();
        assertThat(topic.takes(now - HOUR + 60_000, now)).isTrue();
        assertThat(topic.takes(now - HOUR + 59_999, now)).isFalse();
        assertThat(topic.takes(-1, now)).isFalse();
    }

    @Test
    void areCompactedWhateverElseThePolicySays() {
        assertThat(read(Map.of("cleanup.policy", "compact,delete")).compacted()).isTrue();
        assertThat(read(Map.of("cleanup.policy", "delete")).compacted()).isFalse();
    }

    @Test
    void ofANewDeadLetterTopicDoNotOverflow() {
        assertThat(ResultPreflight.withReasons(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(ResultPreflight.withReasons(1000)).isEqualTo(1000 + 65_536);
    }
}
