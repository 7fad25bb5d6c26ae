// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.it;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What producer, model stub and consumer agree on. */
final class Scenario {

    static final String INPUT = "people";
    static final String OUTPUT = "incomes";
    static final String DEAD_LETTERS = "incomes-dead-letter";

    /** The same for all topics, so that a key stays in the partition of the same number. */
    static final int PARTITIONS = 4;

    /** Stands in every value; whatever log it is found in prints payloads. */
    static final String CONFIDENTIAL = "payload-that-no-log-may-show";

    /** A header of every record, for the model and for the reader of the prediction. */
    static final String TRACE = "traceparent";

    private static final int KEYS = 64;
    private static final Pattern NUMBER = Pattern.compile("\"ndarray\":\\[\\[(\\d+)");

    private Scenario() {}

    /** Whether the model refuses the record for good, so that it ends as a dead letter. */
    static boolean refused(long number) {
        return number % 40 == 13;
    }

    /** Whether the model is too busy for the record at first. */
    static boolean busyAtFirst(long number) {
        return number % 97 == 5;
    }

    /** How many calls a record takes if nothing else goes wrong. */
    static int calls(long number) {
        return busyAtFirst(number) && !refused(number) ? 2 : 1;
    }

    /** Neighbours differ, so that answers come out of order. */
    static long delayMillis(long number) {
        return 5 + number * 7 % 60;
    }

    static byte[] key(long number) {
        return ("k" + number % KEYS).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] trace(long number) {
        return "00-%032x-%016x-01"
                .formatted(number + 1, number + 1)
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] request(long number) {
        return "{\"data\":{\"ndarray\":[[%d]]},\"meta\":{\"tags\":{\"note\":\"%s\"}}}"
                .formatted(number, CONFIDENTIAL)
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] answer(long number) {
        return "{\"data\":{\"ndarray\":[[%d,%d]]}}"
                .formatted(number, 2 * number)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The number of a request or an answer. */
    static long number(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no number in: " + text);
        }
        return Long.parseLong(matcher.group(1));
    }
}
