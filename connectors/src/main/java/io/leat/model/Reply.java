package io.leat.model;

import io.leat.protocol.ErrorCode;
import io.leat.protocol.Failure;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import org.jspecify.annotations.Nullable;

/** What came of a call. */
public sealed interface Reply {

    /** The node answered. */
    record Answered(Payload payload) implements Reply {}

    /** It did not, and the verdict says what that means for the call. */
    record Refused(Verdict verdict, Failure failure) implements Reply {}

    static Refused refused(
            Verdict verdict,
            ErrorCode code,
            NodeCall call,
            @Nullable String status,
            String message) {
        return new Refused(verdict, new Failure(code, message, call.node(), status, 1));
    }
}
