package io.leat.model;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.leat.protocol.ErrorCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears one gRPC reply out and judges it. Called one thread at a time.
 *
 * <p>A status description is a server's own text and may quote the payload, so no message repeats
 * it: messages give the code, and beside it only what this side knows.
 */
final class GrpcReply extends ClientCall.Listener<byte[]> {

    private static final String EXPECTED = " (expected: OK)";

    private final NodeCall call;
    private final String replyType;
    private final long maxBytes;
    private final BooleanSupplier closed;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private boolean headersSeen;
    private int messages;
    private byte[] body = {};

    GrpcReply(NodeCall call, String replyType, long maxBytes, BooleanSupplier closed) {
        this.call = call;
        this.replyType = replyType;
        this.maxBytes = maxBytes;
        this.closed = closed;
    }

    CompletableFuture<Reply> reply() {
        return reply;
    }

    @Override
    public void onHeaders(Metadata headers) {
        headersSeen = true;
    }

    @Override
    public void onMessage(byte[] message) {
        messages++;
        body = message;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        reply.complete(status.isOk() ? answer() : refusal(origin(status)));
    }

    /** What a stream that fails while a message is unpacked reports stands in its cause. */
    private static Status origin(Status status) {
        return status.getCause() instanceof StatusRuntimeException inner
                ? inner.getStatus()
                : status;
    }

    private Reply answer() {
        return messages == 1
                ? new Reply.Answered(new Payload(body, replyType))
                : refuse(
                        Verdict.REJECT,
                        ErrorCode.BAD_REPLY,
                        Status.Code.OK,
                        "gRPC status OK with " + messages + " messages (expected: one)");
    }

    private Reply refusal(Status status) {
        Status.Code code = status.getCode();
        if (closed.getAsBoolean()) {
            // Not the record's fault: it is read again after the restart.
            return refuse(
                    Verdict.RETRY, ErrorCode.MODEL_UNAVAILABLE, code, "the client was closed");
        }
        if (SizeRefusal.is(status)) {
            return tooLarge(code);
        }
        IOException trouble = connectionTrouble(status);
        if (trouble != null) {
            return refuse(
                    Verdict.ofThrowable(trouble),
                    ErrorCode.MODEL_UNAVAILABLE,
                    code,
                    Throwables.describe(trouble));
        }
        Verdict verdict = isReset(status) ? Verdict.RETRY : Verdict.ofGrpcCode(code);
        return refuse(verdict, errorCode(verdict), code, "gRPC status " + code + EXPECTED);
    }

    private static ErrorCode errorCode(Verdict verdict) {
        return switch (verdict) {
            case RETRY -> ErrorCode.MODEL_UNAVAILABLE;
            case REJECT, FAIL -> ErrorCode.MODEL_REJECTED;
        };
    }

    /** Once a server has begun to answer, it is the answer that is too large for us. */
    private Reply tooLarge(Status.Code code) {
        return headersSeen
                ? refuse(
                        Verdict.REJECT,
                        ErrorCode.BAD_REPLY,
                        code,
                        "a reply of more than " + maxBytes + " bytes (expected: at most that)")
                : refuse(
                        Verdict.REJECT,
                        ErrorCode.MODEL_REJECTED,
                        code,
                        "gRPC status " + code + ": larger than the server allows" + EXPECTED);
    }

    /**
     * A server or proxy that goes away drops its streams with HTTP/2's CANCEL, without a status of
     * its own: nobody has judged the call. The words are grpc-java's.
     */
    private static boolean isReset(Status status) {
        return status.getCode() == Status.Code.CANCELLED
                && status.getDescription() != null
                && status.getDescription().startsWith("RST_STREAM closed stream");
    }

    /** A status from the wire has no cause: with one, this side could not reach the server. */
    private static @Nullable IOException connectionTrouble(Status status) {
        boolean lost =
                switch (status.getCode()) {
                    case UNAVAILABLE, UNKNOWN -> true;
                    default -> false;
                };
        Throwable cause = lost ? status.getCause() : null;
        while (cause != null && !(cause instanceof IOException)) {
            cause = cause.getCause();
        }
        return (IOException) cause;
    }

    private Reply refuse(Verdict verdict, ErrorCode error, Status.Code code, String message) {
        return Reply.refused(verdict, error, call, code.name(), message);
    }
}
