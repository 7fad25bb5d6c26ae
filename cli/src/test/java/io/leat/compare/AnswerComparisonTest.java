// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.compare.AnswerComparison.Pair;
import io.leat.compare.AnswerDifference.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerComparisonTest {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static ComparedAnswer answer(
            String puid, long offset, String text, @Nullable Long latency) {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        return new ComparedAnswer(puid, 0, offset, value, json(text), latency);
    }

    private static ComparedAnswer answer(String text) {
        return answer("p", 0, text, 1L);
    }

    private static @Nullable JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            return null;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    {"a":[1,2]}              | {"a":[1,2]}               | EQUAL            | -    | ''
                    {"a":1,"b":"x"}          | {"b":"x", "a":1.0}        | EQUAL            | -    | ''
                    {"a":[1,2]}              | {"a":[1,2.0000001]}       | WITHIN_TOLERANCE | 1e-7 | /a/1
                    {"a":1000000}            | {"a":1000000.5}           | WITHIN_TOLERANCE | 0.5  | /a
                    {"a":[0.1,0.5]}          | {"a":[0.4,0.6]}           | DIFFERENT        | 0.3  | /a/0
                    {"a":[1,2]}              | {"a":[1,2,3]}             | DIFFERENT        | -    | /a
                    {"a":1}                  | {"a":"1"}                 | DIFFERENT        | -    | /a
                    {"a":1}                  | {"a":1,"b":2}             | DIFFERENT        | -    | /b
                    {"a":1,"b":2}            | {"a":1}                   | DIFFERENT        | -    | /b
                    text                     | text                      | EQUAL            | -    | ''
                    text                     | other                     | DIFFERENT        | -    | ''
                    text                     | 1                         | DIFFERENT        | -    | ''
                    """)
    void saysHowFarTwoAnswersAreApart(
            String primary, String shadow, Kind kind, @Nullable Double largest, String place) {
        AnswerDifference difference = AnswerDifference.of(answer(primary), answer(shadow), 1e-6);

        assertThat(difference.kind()).isEqualTo(kind);
        assertThat(difference.place()).isEqualTo(place);
        if (largest == null) {
            assertThat(difference.largest()).isNull();
        } else {
            assertThat(difference.largest()).isCloseTo(largest, withPercentage(0.001));
        }
    }

    @Test
    void takesNumbersBeyondADoubleToBeInfinitelyFarApart() {
        AnswerDifference difference =
                AnswerDifference.of(answer("{\"a\":1e999}"), answer("{\"a\":1e998}"), 1);

        assertThat(difference)
                .isEqualTo(new AnswerDifference(Kind.DIFFERENT, Double.POSITIVE_INFINITY, "/a"));
    }

    /** Two predictors have two models, and each answer names its own. */
    @Test
    void leavesOutWhatNamesTheModelAndTheRequest() {
        String outputs = "\"outputs\":[{\"name\":\"y\",\"data\":[1]}]}";

        assertThat(
                        AnswerDifference.of(
                                        answer("{\"model_name\":\"a\",\"id\":\"1\"," + outputs),
                                        answer(
                                                "{\"model_name\":\"b\",\"model_version\":\"2\","
                                                        + outputs),
                                        0)
                                .kind())
                .isEqualTo(Kind.EQUAL);
        assertThat(
                        AnswerDifference.of(
                                        answer("{\"outputs\":[{\"id\":1}]}"),
                                        answer("{\"outputs\":[{\"id\":2}]}"),
                                        0)
                                .place())
                .isEqualTo("/outputs/0/id");
    }

    @Test
    void joinsByPuidAndCountsWhatHasNoCounterpart() {
        AnswerComparison comparison = new AnswerComparison(1e-6, 10);
        List.of("a", "b", "x").forEach(each -> comparison.addShadow(answer(each, 0, "1", 5L)));

        List.of("a", "b", "c", "d")
                .forEach(each -> comparison.addPrimary(answer(each, 0, "1", 5L)));

        assertThat(comparison.pairs()).isEqualTo(2);
        assertThat(comparison.count(Kind.EQUAL)).isEqualTo(2);
        assertThat(comparison.onlyPrimary()).isEqualTo(2);
        assertThat(comparison.onlyShadow()).isEqualTo(1);
    }

    /** As after a redrive. */
    @Test
    void joinsSeveralAnswersOfOnePuidInTheirOrder() {
        AnswerComparison comparison = new AnswerComparison(1e-6, 10);
        comparison.addShadow(answer("a", 0, "1", 5L));
        comparison.addShadow(answer("a", 1, "2", 5L));

        comparison.addPrimary(answer("a", 0, "1", 5L));
        comparison.addPrimary(answer("a", 1, "2", 5L));
        comparison.addPrimary(answer("a", 2, "3", 5L));

        assertThat(comparison.count(Kind.EQUAL)).isEqualTo(2);
        assertThat(comparison.onlyPrimary()).isEqualTo(1);
        assertThat(comparison.onlyShadow()).isZero();
    }

    @Test
    void keepsTheLargestDifferencesThoseInMoreThanNumbersFirst() {
        AnswerComparison comparison = new AnswerComparison(1e-6, 3);
        for (int i = 0; i < 6; i++) {
            comparison.addShadow(answer("p" + i, i, i == 4 ? "\"x\"" : "0." + i, 5L));
        }

        for (int i = 0; i < 6; i++) {
            comparison.addPrimary(answer("p" + i, i, "0", 5L));
        }

        assertThat(comparison.largest())
                .extracting(pair -> pair.primary().puid(), pair -> pair.difference().largest())
                .containsExactly(tuple("p4", null), tuple("p5", 0.5), tuple("p3", 0.3));
        assertThat(comparison.largest()).extracting(Pair::shadow).doesNotContainNull();
        assertThat(comparison.count(Kind.DIFFERENT)).isEqualTo(5);
    }

    @Test
    void summarizesTheLatencyOfThePairs() {
        AnswerComparison comparison = new AnswerComparison(1e-6, 0);
        comparison.addShadow(answer("alone", 0, "1", 10_000L));
        for (int i = 1; i <= 200; i++) {
            comparison.addShadow(answer("p" + i, i, "1", null));
        }

        for (int i = 1; i <= 200; i++) {
            comparison.addPrimary(answer("p" + i, i, "1", (long) i));
        }

        assertThat(comparison.primaryLatency()).isEqualTo(new LatencySummary(200, 100, 198, 200));
        assertThat(comparison.shadowLatency()).isNull();
    }
}
