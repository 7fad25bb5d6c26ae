// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a time as a person states it. */
public final class PointInTime {

    private static final Pattern AGO = Pattern.compile("(\\d{1,9})\\s*(s|min|m|h|d)");

    private PointInTime() {}

    /**
     * An ISO 8601 time with its zone, or how long ago it was.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static Instant parse(String text, Instant now) {
        Matcher ago = AGO.matcher(text.strip());
        try {
            return ago.matches()
                    ? now.minus(unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1))))
                    : OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "\"%s\" (expected: how long ago, such as 30min, 2h or 7d, or a time such as 2026-03-01T14:30:00Z)"
                            .formatted(text),
                    e);
        }
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "s" -> Duration.ofSeconds(1);
            case "min", "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> throw new IllegalArgumentException(name + " (expected: s, min, m, h or d)");
        };
    }
}
