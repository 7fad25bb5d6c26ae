// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The time-outs of Seldon's annotations, in milliseconds. What v1 ran with runs here too: the read
 * time-outs of its older versions, values of months, and those that its executor does not read at
 * all.
 */
public final class SeldonTimeouts {

    public static final String REST = "seldon.io/rest-timeout";
    public static final String GRPC = "seldon.io/grpc-timeout";

    /** The name in v1 up to 1.1, and in its documentation for longer. */
    public static final String REST_READ = "seldon.io/rest-read-timeout";

    public static final String GRPC_READ = "seldon.io/grpc-read-timeout";
    public static final String REST_CONNECTION = "seldon.io/rest-connection-timeout";

    /** Those that v1.17's executor passes over, whatever they say. */
    private static final Set<String> OLDER = Set.of(REST_READ, GRPC_READ, REST_CONNECTION);

    private static final Set<String> ALL =
            Set.of(REST, GRPC, REST_READ, GRPC_READ, REST_CONNECTION);

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]+");
    private static final String LONGEST = OptionType.LONGEST.toMillis() + "ms";

    private SeldonTimeouts() {}

    /**
     * What an annotation comes to.
     *
     * @param text what an option is read from, or null where it counts for nothing
     * @param warning how that differs from what is written, or null where it does not
     */
    public record Read(@Nullable String text, @Nullable String warning) {}

    public static boolean isOne(String annotation) {
        return ALL.contains(annotation);
    }

    public static Read read(String annotation, String stated) {
        String text = stated.trim();
        boolean older = OLDER.contains(annotation);
        if (!ALL.contains(annotation) || text.isEmpty()) {
            return new Read(stated, null);
        }
        if (isZero(text) && (annotation.equals(REST) || annotation.equals(REST_READ))) {
            return new Read(
                    LONGEST,
                    "%s: without limit in Seldon Core v1, read as %s".formatted(text, LONGEST));
        }
        if (isLongerThanLongest(text)) {
            return new Read(LONGEST, "%s: cut to %s, the longest here".formatted(text, LONGEST));
        }
        Duration value = OptionType.DURATION.read().apply(unsigned(text));
        if (value == null && older) {
            return new Read(
                    null,
                    "\"%s\": left out, as no time (expected: milliseconds above zero; Seldon Core v1.17 does not read it)"
                            .formatted(text));
        }
        return new Read(NUMBER.matcher(text).matches() ? unsigned(text) : stated, null);
    }

    private static boolean isZero(String text) {
        return NUMBER.matcher(text).matches() && unsigned(text).chars().allMatch(c -> c == '0');
    }

    private static boolean isLongerThanLongest(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return false;
        }
        String digits = unsigned(text).replaceFirst("^0+", "");
        return digits.length() > 18 || (!digits.isEmpty() && longest(Long.parseLong(digits)));
    }

    private static boolean longest(long millis) {
        return millis > OptionType.LONGEST.toMillis();
    }

    private static String unsigned(String text) {
        return text.startsWith("+") ? text.substring(1) : text;
    }
}
