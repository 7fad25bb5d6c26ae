// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import io.leat.protocol.BadPayloadException;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outcome of a call. */
public sealed interface Reply {

    /**
     * The node answered. A type beside the payload's, which knows of no client and its refusals.
     */
    record Answered(Payload payload) implements Reply {}

    /**
     * It did not.
     *
     * @param action what that means for the call
     * @param kind the kind of failure
     * @param pause how long the server asks to be left alone, or zero
     */
    record Refused(FailureAction action, FailureKind kind, CallFailure failure, Duration pause)
            implements Reply {

        public Refused withPause(Duration asked) {
            return new Refused(action, kind, failure, asked);
        }

        /** With the beginning of the server's own reply, for the dead letter. */
        public Refused withDetail(@Nullable String detail) {
            return detail == null
                    ? this
                    : new Refused(action, kind, failure.withDetail(detail), pause);
        }
    }

    /** For a record that cannot be encoded in the node's protocol. */
    static Refused notEncodable(NodeCall call, BadPayloadException why) {
        return refused(
                FailureKind.REFUSED, DeadLetterCode.BAD_RECORD, call, null, why.getMessage());
    }

    /** For a call that could not be built: never its record's fault. The text may be a record's. */
    static Refused callNotBuilt(NodeCall call, RuntimeException why) {
        return refused(
                FailureKind.MISPLACED,
                call,
                null,
                "no call can be built: "
                        + why.getClass().getName()
                        + " (expected: an endpoint stated as a host and a port)");
    }

    /**
     * For a call that its record's deadline has ended.
     *
     * @param last why the last attempt failed, or null where none was made
     * @param attempts made
     * @param address they went to
     */
    static Refused expired(
            NodeCall call,
            Deadline deadline,
            @Nullable CallFailure last,
            int attempts,
            @Nullable String address) {
        CallFailure failure =
                new CallFailure(
                        DeadLetterCode.EXPIRED,
                        deadline.passed()
                                + (last == null ? "" : "; the last attempt: " + last.message()),
                        call.node(),
                        attempts == 0 ? null : address,
                        last == null ? null : last.status(),
                        attempts,
                        last == null ? null : last.detail());
        return new Refused(FailureAction.REJECT, FailureKind.EXPIRED, failure, Duration.ZERO);
    }

    static Refused refused(
            FailureKind kind, NodeCall call, @Nullable String status, String message) {
        return refused(kind, kind.code(), call, status, message);
    }

    static Refused refused(
            FailureKind kind,
            DeadLetterCode code,
            NodeCall call,
            @Nullable String status,
            String message) {
        CallFailure failure = new CallFailure(code, message, call.node(), null, status, 1);
        return new Refused(kind.action(), kind, failure, Duration.ZERO);
    }
}
