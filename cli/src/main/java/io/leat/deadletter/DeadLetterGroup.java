// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

import io.leat.kafka.ErrorHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters that have something in common.
 *
 * @param count all of them
 * @param redriven those of them that were sent back
 * @param first the earliest failure, or null where none says when it was
 * @param last the latest
 * @param message the latest's
 */
public record DeadLetterGroup(
        long count,
        long redriven,
        @Nullable Instant first,
        @Nullable Instant last,
        @Nullable String message) {

    static final DeadLetterGroup NONE = new DeadLetterGroup(0, 0, null, null, null);

    DeadLetterGroup and(DeadLetter letter, boolean sent) {
        Instant time = letter.time();
        boolean earliest = first == null || (time != null && time.isBefore(first));
        boolean latest = last == null || (time != null && !time.isBefore(last));
        return new DeadLetterGroup(
                count + 1,
                redriven + (sent ? 1 : 0),
                earliest ? time : first,
                latest ? time : last,
                latest ? letter.text(ErrorHeaders.MESSAGE) : message);
    }
}
