// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Why a call, and with it its record, failed for good.
 *
 * @param code the stable code
 * @param message what was found and what was expected, for a person; holds no payload and no secret
 * @param node the graph node concerned, or null where it is the record itself
 * @param endpoint the address that was called, without credentials, or null where no call was made
 * @param status the HTTP status or gRPC code as text, or null where there was no answer
 * @param attempts calls made, 0 where none was
 */
public record CallFailure(
        DeadLetterCode code,
        String message,
        @Nullable String node,
        @Nullable String endpoint,
        @Nullable String status,
        int attempts) {

    /** A failure before any call was made. */
    public static CallFailure of(DeadLetterCode code, String message, @Nullable String node) {
        return new CallFailure(code, message, node, null, null, 0);
    }

    /** The same after these many calls to this address. */
    public CallFailure after(int calls, @Nullable String address) {
        return new CallFailure(code, message, node, address, status, calls);
    }

    /** The same with more at the end of its message. */
    public CallFailure because(String more) {
        return more.isEmpty()
                ? this
                : new CallFailure(code, message + more, node, endpoint, status, attempts);
    }
}
