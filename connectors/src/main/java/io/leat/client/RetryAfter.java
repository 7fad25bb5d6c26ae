// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pause that a server asks for before the next call; what cannot be read asks for none. */
public final class RetryAfter {

    /** The upper bound of one pause; the server may ask for another. */
    static final Duration MAX_PAUSE = Duration.ofMinutes(5);

    /**
     * For a gRPC server that asks not to be asked again at all. A record is not given up for that:
     * overloaded servers send it, and a dead letter would make an outage a loss.
     */
    static final Duration PUSHBACK_STOP_PAUSE = Duration.ofSeconds(30);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
    private static final Pattern MILLIS = Pattern.compile("-?\\d{1,12}");

    private RetryAfter() {}

    /**
     * Reads {@code Retry-After}.
     *
     * @param value seconds or a date
     * @param date the reply's own {@code Date}: a date is meant by the server's clock, not by ours
     * @see "RFC 9110, 10.2.3"
     */
    public static Duration ofHttp(@Nullable String value, @Nullable String date) {
        if (value == null) {
            return Duration.ZERO;
        }
        String text = value.trim();
        if (SECONDS.matcher(text).matches()) {
            return bounded(Duration.ofSeconds(Long.parseLong(text)));
        }
        if (date == null) {
            return Duration.ZERO;
        }
        try {
            return bounded(Duration.between(time(date), time(text)));
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private static ZonedDateTime time(String text) {
        return ZonedDateTime.parse(text.trim(), DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    /**
     * Reads {@code grpc-retry-pushback-ms}.
     *
     * @see "gRFC A6, Pushback"
     */
    public static Duration ofGrpc(@Nullable String value) {
        if (value == null) {
            return Duration.ZERO;
        }
        String text = value.trim();
        if (!MILLIS.matcher(text).matches() || text.startsWith("-")) {
            return PUSHBACK_STOP_PAUSE;
        }
        return bounded(Duration.ofMillis(Long.parseLong(text)));
    }

    private static Duration bounded(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : asked;
    }
}
