// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two answers.
 *
 * @param kind whether they say the same
 * @param largest the largest difference of two numbers that stand in the same place; null where
 *     there is none, or where the answers differ in more than numbers
 * @param place where that is, or where they begin to differ in more than numbers, as a JSON
 *     pointer; empty where they are equal, or no JSON
 */
public record AnswerDifference(Kind kind, @Nullable Double largest, String place) {

    /** Whether two answers say the same. */
    public enum Kind {
        /** Byte for byte, or as JSON, whatever its order and spaces. */
        EQUAL,

        /** But for numbers that differ by no more than the tolerance. */
        WITHIN_TOLERANCE,

        /** In a number, a text, a name or a shape. */
        DIFFERENT
    }

    private static final AnswerDifference EQUAL = new AnswerDifference(Kind.EQUAL, null, "");

    /** Members of an answer that say which model and request it is of: they always differ. */
    private static final Set<String> OF_THE_MODEL =
            Set.of("model_name", "model_version", "model_spec", "id", "meta");

    /**
     * Compares two answers to one record.
     *
     * @param tolerance by how much two numbers may differ: absolutely below 1, above in proportion
     *     to the larger
     */
    public static AnswerDifference of(
            ComparedAnswer primary, ComparedAnswer shadow, double tolerance) {
        if (primary.hasValueOf(shadow)) {
            return EQUAL;
        }
        JsonNode one = primary.json();
        JsonNode other = shadow.json();
        if (one == null || other == null) {
            return new AnswerDifference(Kind.DIFFERENT, null, "");
        }
        Walk walk = new Walk(tolerance);
        String structural = walk.differs(one, other, "");
        if (structural != null) {
            return new AnswerDifference(Kind.DIFFERENT, null, structural);
        }
        if (walk.largest == 0) {
            return EQUAL;
        }
        Kind kind = walk.beyond ? Kind.DIFFERENT : Kind.WITHIN_TOLERANCE;
        return new AnswerDifference(kind, walk.largest, walk.place);
    }

    /** Goes through two trees side by side. */
    private static final class Walk {

        private final double tolerance;
        private double largest;
        private String place = "";
        private boolean beyond;

        Walk(double tolerance) {
            this.tolerance = tolerance;
        }

        /** The first place where more than a number differs; null where there is none. */
        @Nullable String differs(JsonNode one, JsonNode other, String at) {
            if (one.isNumber() && other.isNumber()) {
                number(one, other, at);
                return null;
            }
            if (one.isArray() && other.isArray()) {
                return items(one, other, at);
            }
            if (one.isObject() && other.isObject()) {
                return members(one, other, at);
            }
            return one.equals(other) ? null : at;
        }

        private void number(JsonNode one, JsonNode other, String at) {
            if (one.decimalValue().compareTo(other.decimalValue()) == 0) {
                return;
            }
            double first = one.doubleValue();
            double second = other.doubleValue();
            double distance = Math.abs(first - second);
            double difference = Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
            double scale = Math.max(1, Math.max(Math.abs(first), Math.abs(second)));
            beyond |= difference > tolerance * scale || Double.isInfinite(difference);
            if (difference >= largest) {
                largest = Math.max(difference, Double.MIN_VALUE);
                place = at;
            }
        }

        private @Nullable String items(JsonNode one, JsonNode other, String at) {
            if (one.size() != other.size()) {
                return at;
            }
            for (int i = 0; i < one.size(); i++) {
                String found = differs(one.get(i), other.get(i), at + "/" + i);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }

        private @Nullable String members(JsonNode one, JsonNode other, String at) {
            for (Map.Entry<String, JsonNode> member : one.properties()) {
                if (!isLeftOut(member.getKey(), at)) {
                    String below = at + "/" + member.getKey();
                    JsonNode counterpart = other.get(member.getKey());
                    String found =
                            counterpart == null
                                    ? below
                                    : differs(member.getValue(), counterpart, below);
                    if (found != null) {
                        return found;
                    }
                }
            }
            for (Map.Entry<String, JsonNode> member : other.properties()) {
                if (!isLeftOut(member.getKey(), at) && !one.has(member.getKey())) {
                    return at + "/" + member.getKey();
                }
            }
            return null;
        }

        private static boolean isLeftOut(String name, String at) {
            return at.isEmpty() && OF_THE_MODEL.contains(name);
        }
    }
}
