// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

import io.leat.protocol.DeadLetterCode;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter of dead letters.
 *
 * @param where for each field stated, the values that will do
 * @param since the earliest time of failure, or null
 * @param until the time of failure they are before, or null
 */
public record DeadLetterFilter(
        Map<DeadLetterField, Set<String>> where, @Nullable Instant since, @Nullable Instant until) {

    public static final DeadLetterFilter ALL = new DeadLetterFilter(Map.of(), null, null);

    public DeadLetterFilter {
        where = Map.copyOf(where);
    }

    /**
     * Reads conditions.
     *
     * @param conditions {@code KEY=VALUE,VALUE…}: all must hold, each by one of its values; of a
     *     detail, which is a sentence, {@code detail=TEXT} states a part
     * @throws IllegalArgumentException for one that no dead letter could ever meet
     */
    public static Map<DeadLetterField, Set<String>> conditions(List<String> conditions) {
        Map<DeadLetterField, Set<String>> where = new EnumMap<>(DeadLetterField.class);
        for (String condition : conditions) {
            int equals = condition.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "\"%s\" (expected: KEY=VALUE, KEY one of %s)"
                                .formatted(condition, DeadLetterField.names()));
            }
            DeadLetterField field = DeadLetterField.named(condition.substring(0, equals));
            Set<String> values = new TreeSet<>();
            String stated = condition.substring(equals + 1);
            for (String value :
                    field == DeadLetterField.DETAIL
                            ? new String[] {stated}
                            : stated.split(",", -1)) {
                values.add(checked(field, value.strip()));
            }
            if (where.putIfAbsent(field, values) != null) {
                throw new IllegalArgumentException(
                        "\"%s\": %s is stated twice (expected: once, with commas between its values)"
                                .formatted(condition, field.wire()));
            }
        }
        return where;
    }

    /** A code that does not exist would silently match nothing. */
    private static String checked(DeadLetterField field, String value) {
        List<String> codes =
                Arrays.stream(DeadLetterCode.values()).map(DeadLetterCode::wire).toList();
        if (value.isEmpty() || (field == DeadLetterField.CODE && !codes.contains(value))) {
            throw new IllegalArgumentException(
                    "%s=\"%s\" (expected: %s)"
                            .formatted(
                                    field.wire(),
                                    value,
                                    field == DeadLetterField.CODE
                                            ? codes.stream().collect(Collectors.joining(", "))
                                            : "a value"));
        }
        return value;
    }

    public boolean matches(DeadLetter letter) {
        return where.entrySet().stream()
                        .allMatch(
                                condition -> {
                                    String value = condition.getKey().of(letter);
                                    return value != null
                                            && (condition.getKey() == DeadLetterField.DETAIL
                                                    ? condition.getValue().stream()
                                                            .allMatch(value::contains)
                                                    : condition.getValue().contains(value));
                                })
                && isInTime(letter.time());
    }

    private boolean isInTime(@Nullable Instant time) {
        if (time == null) {
            return since == null && until == null;
        }
        return (since == null || !time.isBefore(since)) && (until == null || time.isBefore(until));
    }
}
