// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.leat.compare.AnswerComparison;
import io.leat.compare.AnswerComparison.Pair;
import io.leat.compare.AnswerDifference.Kind;
import io.leat.compare.ComparedAnswer;
import io.leat.compare.LatencySummary;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code leat compare} for a program: one object. */
public final class ComparisonJson {

    /** The fields in the order in which they are printed. */
    private record Report(
            Side primary,
            Side shadow,
            long pairs,
            long equal,
            long withinTolerance,
            long different,
            double tolerance,
            List<Row> largestDifferences) {}

    /**
     * @param only answers to records that the other side has not answered
     * @param latencyMs of the pairs
     */
    private record Side(
            String topic, long only, long withoutPuid, @Nullable LatencySummary latencyMs) {}

    private record Row(
            String puid, @Nullable Double difference, String place, Place primary, Place shadow) {}

    /**
     * @param answer what it says, where it is JSON or a known message
     * @param base64 its bytes elsewhere
     */
    private record Place(
            int partition,
            long offset,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode answer,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String base64) {

        static Place of(ComparedAnswer answer, boolean showPayloads) {
            byte @Nullable [] value = answer.value();
            boolean encoded = showPayloads && answer.json() == null && value != null;
            return new Place(
                    answer.partition(),
                    answer.offset(),
                    showPayloads ? answer.json() : null,
                    encoded ? Base64.getEncoder().encodeToString(value) : null);
        }
    }

    private ComparisonJson() {}

    /** The answer. */
    public static String of(
            AnswerComparison comparison, ComparedTopics topics, boolean showPayloads) {
        Report report =
                new Report(
                        new Side(
                                topics.primary(),
                                comparison.onlyPrimary(),
                                topics.primaryWithoutPuid(),
                                comparison.primaryLatency()),
                        new Side(
                                topics.shadow(),
                                comparison.onlyShadow(),
                                topics.shadowWithoutPuid(),
                                comparison.shadowLatency()),
                        comparison.pairs(),
                        comparison.count(Kind.EQUAL),
                        comparison.count(Kind.WITHIN_TOLERANCE),
                        comparison.count(Kind.DIFFERENT),
                        comparison.tolerance(),
                        comparison.largest().stream()
                                .map(pair -> row(pair, showPayloads))
                                .toList());
        try {
            return DeadLetterJson.WRITER.writeValueAsString(report) + System.lineSeparator();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of text can be written", e);
        }
    }

    private static Row row(Pair pair, boolean showPayloads) {
        return new Row(
                pair.primary().puid(),
                pair.difference().largest(),
                pair.difference().place(),
                Place.of(pair.primary(), showPayloads),
                Place.of(pair.shadow(), showPayloads));
    }
}
