// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import io.leat.protocol.BadPayloadException;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a call. */
public sealed interface Reply {

    /** The node answered. */
    record Answered(Payload payload) implements Reply {}

    /**
     * It did not.
     *
     * @param verdict what that means for the call
     * @param fault the kind of failure
     * @param pause how long the server asks to be left alone, or zero
     */
    record Refused(FailureAction verdict, FailureKind fault, CallFailure failure, Duration pause)
            implements Reply {

        public Refused withPause(Duration asked) {
            return new Refused(verdict, fault, failure, asked);
        }
    }

    /** For a record that its protocol has no words for. */
    static Refused unspeakable(NodeCall call, BadPayloadException why) {
        return refused(
                FailureKind.REFUSED,
                DeadLetterCode.BAD_RECORD,
                call,
                null,
                String.valueOf(why.getMessage()));
    }

    /** For a call that could not be built: never its record's fault. The text may be a record's. */
    static Refused unbuilt(NodeCall call, RuntimeException why) {
        return refused(
                FailureKind.MISPLACED,
                call,
                null,
                "no call can be built: "
                        + why.getClass().getName()
                        + " (expected: an endpoint stated as a host and a port)");
    }

    static Refused refused(
            FailureKind fault, NodeCall call, @Nullable String status, String message) {
        return refused(fault, fault.code(), call, status, message);
    }

    static Refused refused(
            FailureKind fault,
            DeadLetterCode code,
            NodeCall call,
            @Nullable String status,
            String message) {
        CallFailure failure = new CallFailure(code, message, call.node(), null, status, 1);
        return new Refused(fault.verdict(), fault, failure, Duration.ZERO);
    }
}
