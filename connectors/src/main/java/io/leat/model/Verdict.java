package io.leat.model;

import io.grpc.Status;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** What a failed call means: the one table of failures. */
public enum Verdict {
    /** The same call may succeed later: the endpoint is away, overloaded or slow. */
    RETRY,
    /** This call never will: the node has judged it, or its answer is unusable. */
    REJECT,
    /** The job itself is wrong and must stop. */
    FAIL;

    /** For an HTTP status that is not 2xx. */
    public static Verdict ofHttpStatus(int status) {
        return switch (status) {
            case 429, 502, 503, 504 -> RETRY;
            default -> REJECT;
        };
    }

    /**
     * For a gRPC status that is not OK. UNKNOWN is how Python servers report an exception of the
     * model, so it is a judgement; what a server says of sizes is {@link SizeRefusal}'s to see.
     */
    public static Verdict ofGrpcCode(Status.Code code) {
        return switch (code) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED -> RETRY;
            case OK,
                    CANCELLED,
                    UNKNOWN,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    INTERNAL,
                    DATA_LOSS,
                    UNAUTHENTICATED ->
                    REJECT;
        };
    }

    /** For a call that brought no answer. Connections refused, reset, closed, never resolved. */
    public static Verdict ofThrowable(Throwable thrown) {
        return thrown instanceof IOException || thrown instanceof TimeoutException ? RETRY : REJECT;
    }
}
