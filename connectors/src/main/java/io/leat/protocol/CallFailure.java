// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The reason why a call, and with it its record, failed for good.
 *
 * @param code the stable code
 * @param message what was found and what was expected, for a person; holds no payload and no secret
 * @param node the graph node concerned, or null where it is the record itself
 * @param endpoint the address that was called, without credentials, or null where no call was made
 * @param status the HTTP status or gRPC code as text, or null where there was no answer
 * @param attempts calls made, 0 where none was
 * @param detail how a server's own reply begins, which may quote the payload; null unless it is to
 *     be kept
 */
public record CallFailure(
        DeadLetterCode code,
        String message,
        @Nullable String node,
        @Nullable String endpoint,
        @Nullable String status,
        int attempts,
        @Nullable String detail) {

    /** Without a server's own error text. */
    public CallFailure(
            DeadLetterCode code,
            String message,
            @Nullable String node,
            @Nullable String endpoint,
            @Nullable String status,
            int attempts) {
        this(code, message, node, endpoint, status, attempts, null);
    }

    /** A failure before any call was made. */
    public static CallFailure of(DeadLetterCode code, String message, @Nullable String node) {
        return new CallFailure(code, message, node, null, null, 0);
    }

    /** The same after these many calls to this address. */
    public CallFailure after(int calls, @Nullable String address) {
        return new CallFailure(code, message, node, address, status, calls, detail);
    }

    /** The same with more at the end of its message. */
    public CallFailure because(String more) {
        return more.isEmpty()
                ? this
                : new CallFailure(code, message + more, node, endpoint, status, attempts, detail);
    }

    /** The same with the beginning of a server's own reply. */
    public CallFailure withDetail(@Nullable String text) {
        return new CallFailure(code, message, node, endpoint, status, attempts, text);
    }

    /** Without the detail: that is for the dead letter alone, and for no log. */
    @Override
    public String toString() {
        return "CallFailure[%s, %s, node=%s, endpoint=%s, status=%s, attempts=%d]"
                .formatted(code, message, node, endpoint, status, attempts);
    }
}
