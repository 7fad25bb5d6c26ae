package io.leat.model;

import io.leat.protocol.ErrorCode;
import io.leat.protocol.Failure;
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
    record Refused(Verdict verdict, Fault fault, Failure failure, Duration pause) implements Reply {

        Refused withPause(Duration asked) {
            return new Refused(verdict, fault, failure, asked);
        }
    }

    static Refused refused(Fault fault, NodeCall call, @Nullable String status, String message) {
        return refused(fault, fault.code(), call, status, message);
    }

    static Refused refused(
            Fault fault, ErrorCode code, NodeCall call, @Nullable String status, String message) {
        Failure failure = new Failure(code, message, call.node(), null, status, 1);
        return new Refused(fault.verdict(), fault, failure, Duration.ZERO);
    }
}
