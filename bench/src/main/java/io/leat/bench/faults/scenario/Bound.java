// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.scenario;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many of something are expected: {@code 3}, {@code at most 3}, {@code at least 3}. */
public record Bound(long least, long most) {

    public static final Bound NONE = new Bound(0, 0);

    private static final Pattern TEXT = Pattern.compile("(at most |at least |)(\\d+)");

    @JsonCreator
    public static Bound of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" (expected: a number, at most N or at least N)".formatted(text));
        }
        long number = Long.parseLong(matcher.group(2));
        return switch (matcher.group(1)) {
            case "at most " -> new Bound(0, number);
            case "at least " -> new Bound(number, Long.MAX_VALUE);
            default -> new Bound(number, number);
        };
    }

    public boolean holds(long number) {
        return number >= least && number <= most;
    }

    @Override
    public String toString() {
        if (least == most) {
            return Long.toString(least);
        }
        return least == 0 ? "at most " + most : "at least " + least;
    }
}
