// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.sink.OutputPartitioner;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.catalog.LeatOptions.Delivery;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each type takes and what it refuses. */
class OptionTypeTest {

    private static <T> T read(OptionType<T> type, String text) {
        return type.read().apply(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A.b_c-9", "...", "__consumer"})
    void takesTopicNames(String text) {
        assertThat(read(OptionType.TOPIC_NAME, text)).isEqualTo(text);
    }

    @Test
    void takesATopicNameUpToKafkasLength() {
        assertThat(read(OptionType.TOPIC_NAME, "a".repeat(249))).hasSize(249);
        assertThat(read(OptionType.TOPIC_NAME, "a".repeat(250))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ä", "a:b"})
    void refusesWhatIsNoTopicName(String text) {
        assertThat(read(OptionType.TOPIC_NAME, text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"h:1", "10.0.0.1:65535", "a:9092,b:9093", "a:9092, b:9093", "[::1]:9092"})
    void takesBrokers(String text) {
        assertThat(read(OptionType.BROKERS, text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h",
                "h:",
                ":9092",
                "h:65536",
                "h:99999",
                "h:1,",
                "http://h:1",
                "h:1 g:2",
                "::1:9092",
                "h:0"
            })
    void refusesWhatIsNoBroker(String text) {
        assertThat(read(OptionType.BROKERS, text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "false, false", "False, false"})
    void takesBooleans(String text, boolean expected) {
        assertThat(read(OptionType.BOOLEAN, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "on", "truee"})
    void refusesWhatIsNoBoolean(String text) {
        assertThat(read(OptionType.BOOLEAN, text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1, PT0.001S",
        "500ms, PT0.5S",
        "5s, PT5S",
        "5 S, PT5S",
        "2m, PT2M",
        "2min, PT2M",
        "1h, PT1H"
    })
    void takesDurations(String text, Duration expected) {
        assertThat(read(OptionType.DURATION, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0s",
                "-1s",
                "1.5s",
                "s",
                "1d",
                "1 s s",
                "999999999999999h",
                "9999999999999999"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThat(read(OptionType.DURATION, text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2b, 2", "3kb, 3072", "64MB, 67108864", "1gb, 1073741824"})
    void takesSizes(String text, long expected) {
        assertThat(read(OptionType.SIZE, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0mb", "-1", "1.5mb", "1tb", "mb", "999999999999999gb"})
    void refusesWhatIsNoSize(String text) {
        assertThat(read(OptionType.SIZE, text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "5, 5"})
    void takesNumbersWithinTheirBounds(String text, int expected) {
        assertThat(read(OptionType.intBetween(2, 5), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "6", "2s", "x", "99999999999", "-2"})
    void refusesNumbersBeyondTheirBounds(String text) {
        assertThat(read(OptionType.intBetween(2, 5), text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "exactly-once, EXACTLY_ONCE",
        "exactly_once, EXACTLY_ONCE",
        "At-Least-Once, AT_LEAST_ONCE",
        "AtLeastOnce, AT_LEAST_ONCE",
        "atleastonce, AT_LEAST_ONCE",
        "AT_LEAST_ONCE, AT_LEAST_ONCE"
    })
    void takesTheWordsOfAChoice(String text, Delivery expected) {
        assertThat(read(OptionType.oneOf(Delivery.class), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exactly", "twice", ""})
    void refusesOtherWords(String text) {
        assertThat(read(OptionType.oneOf(Delivery.class), text)).isNull();
    }

    @Test
    void saysWhatItExpects() {
        assertThat(OptionType.oneOf(OutputPartitioner.class).expected())
                .isEqualTo("murmur2 or crc32");
        assertThat(OptionType.intBetween(1, 100_000).expected())
                .isEqualTo("a whole number from 1 to 100000");
    }

    @Test
    void readsEveryDefault() {
        assertThat(LeatOptions.ALL)
                .filteredOn(option -> option.fallback() != null)
                .allSatisfy(
                        option ->
                                assertThat(read(option.type(), option.fallback()))
                                        .as(option.flag())
                                        .isNotNull());
    }
}
