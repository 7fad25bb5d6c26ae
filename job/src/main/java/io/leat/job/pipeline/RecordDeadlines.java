// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.client.Deadline;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.RecordContract;
import io.leat.protocol.BadPayloadException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Until when the answer to a record is of use: as its header says, else so long after its
 * timestamp.
 *
 * @param afterTimestamp null where only headers state deadlines
 * @param clock tells when they have passed: the TaskManager's
 */
record RecordDeadlines(@Nullable Duration afterTimestamp, InstantSource clock) {

    /** Milliseconds until the year 33658. */
    private static final Pattern EPOCH_MILLIS = Pattern.compile("[0-9]{1,15}");

    /** As much of a header as a message quotes. */
    private static final int QUOTED = 40;

    /**
     * The deadline of a record, or null where it has none.
     *
     * @throws BadPayloadException if its header says none
     */
    @Nullable Deadline of(InferenceRequest request) throws BadPayloadException {
        String stated = RecordContract.lastHeaderText(request, RecordContract.DEADLINE);
        if (stated != null) {
            return stated.trim().equalsIgnoreCase(RecordContract.NO_DEADLINE)
                    ? null
                    : new Deadline(
                            millis(stated.trim()), "header " + RecordContract.DEADLINE, clock);
        }
        return afterTimestamp == null || request.timestamp < 0
                ? null
                : new Deadline(
                        after(request.timestamp, afterTimestamp),
                        "LEAT_RECORD_DEADLINE, %d ms after its timestamp"
                                .formatted(afterTimestamp.toMillis()),
                        clock);
    }

    /** A timestamp may be any number. */
    private static long after(long timestamp, Duration wait) {
        return timestamp > Long.MAX_VALUE - wait.toMillis()
                ? Long.MAX_VALUE
                : timestamp + wait.toMillis();
    }

    private static long millis(String stated) throws BadPayloadException {
        if (EPOCH_MILLIS.matcher(stated).matches()) {
            return Long.parseLong(stated);
        }
        try {
            return OffsetDateTime.parse(stated).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadPayloadException(
                    "header %s: \"%s\" (expected: a time as in RFC 3339, such as 2026-01-31T12:00:00Z, milliseconds since 1970, or none)"
                            .formatted(RecordContract.DEADLINE, quoted(stated)));
        }
    }

    static String quoted(String stated) {
        String legible = stated.replaceAll("[^ -~]", "?");
        return legible.length() > QUOTED ? legible.substring(0, QUOTED) + "…" : legible;
    }
}
