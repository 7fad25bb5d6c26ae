// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The context of a record's calls: what each of them carries along.
 *
 * @param puid the record's {@code Seldon-Puid}
 * @param idempotency gives a key that is the same for every call ever made for this record
 * @param body the record's value, to tell it from what the graph has made of it
 * @param names the record's header names, as they are
 * @param values as long as {@code names}; null where the record's header has no value
 * @param budget what the record has used up of its budget
 * @param deadline until when its answer is of use, or null
 */
@SuppressWarnings("ArrayRecordComponent") // shared with the record, never compared
public record CallContext(
        String puid,
        Supplier<String> idempotency,
        byte[] body,
        String[] names,
        byte[] @Nullable [] values,
        RetryBudget budget,
        @Nullable Deadline deadline) {

    /** For a record that has used up nothing and has no deadline. */
    public CallContext(
            String puid,
            String idempotencyKey,
            byte[] body,
            String[] names,
            byte[] @Nullable [] values) {
        this(puid, () -> idempotencyKey, body, names, values, new RetryBudget(), null);
    }

    /** How long a call may last that is made now, within the usual time-out. */
    public Duration callTimeout(Duration usual) {
        return deadline == null ? usual : deadline.cutCall(usual);
    }

    /** Whether its answer is of no use any more. */
    public boolean isExpired() {
        return deadline != null && deadline.isOver();
    }

    /** Made anew each time. */
    public String idempotencyKey() {
        return idempotency.get();
    }
}
