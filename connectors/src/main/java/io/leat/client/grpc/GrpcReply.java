// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.leat.client.ErrorMessages;
import io.leat.client.FailureKind;
import io.leat.client.InterceptedReply;
import io.leat.client.Reply;
import io.leat.client.RetryAfter;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import java.io.IOException;
import java.time.Duration;
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

    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);
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
        if (!status.isOk() && !closed.getAsBoolean() && GrpcTrouble.isUnknown(status)) {
            reply.completeExceptionally(status.asRuntimeException());
            return;
        }
        reply.complete(
                status.isOk()
                        ? answer()
                        : refusal(origin(status), trailers).withPause(pushback(trailers)));
    }

    private static Duration pushback(Metadata trailers) {
        return RetryAfter.ofGrpc(trailers.get(PUSHBACK));
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
                        FailureKind.UNUSABLE,
                        Status.Code.OK,
                        "gRPC status OK with " + messages + " messages (expected: one)");
    }

    private Reply.Refused refusal(Status status, Metadata trailers) {
        Status.Code code = status.getCode();
        if (closed.getAsBoolean()) {
            // Not the record's fault: it is read again after the restart.
            return refuse(FailureKind.UNREACHED, code, "the client was closed");
        }
        if (SizeRefusal.is(status)) {
            return tooLarge(code);
        }
        IOException trouble = connectionTrouble(status);
        if (trouble != null) {
            FailureKind kind = FailureKind.ofThrowable(trouble);
            return refuse(
                    kind == null ? FailureKind.UNANSWERED : kind,
                    code,
                    ErrorMessages.describe(trouble));
        }
        Integer http = InterceptedReply.httpStatus(status, trailers);
        if (http != null) {
            FailureKind kind = FailureKind.ofHttpInPlaceOfGrpc(http);
            return refuse(kind, code, InterceptedReply.inPlaceOfGrpc(http, kind));
        }
        return refusal(status, code, trailers);
    }

    /** By what a server, or a proxy that speaks gRPC, has said. */
    private Reply.Refused refusal(Status status, Status.Code code, Metadata trailers) {
        FailureKind kind = isReset(status) ? FailureKind.UNANSWERED : FailureKind.ofGrpcCode(code);
        if (kind == FailureKind.FAILED && InterceptedReply.isRedirect(trailers)) {
            return refuse(FailureKind.INTERCEPTED, code, InterceptedReply.redirect(code));
        }
        String message =
                kind == FailureKind.INTERCEPTED
                        ? InterceptedReply.status(code)
                        : "gRPC status " + code + EXPECTED;
        return refuse(kind, code, message);
    }

    /** Once a server has begun to answer, it is the answer that is too large for us. */
    private Reply.Refused tooLarge(Status.Code code) {
        return headersSeen
                ? refuse(
                        FailureKind.UNUSABLE,
                        code,
                        "a reply of more than " + maxBytes + " bytes (expected: at most that)")
                : refuse(
                        FailureKind.REFUSED,
                        code,
                        "gRPC status " + code + ": larger than the server allows" + EXPECTED);
    }

    /**
     * A server or proxy that goes away drops its streams with HTTP/2's CANCEL, without a status of
     * its own: the server has not judged the call. The words are grpc-java's.
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

    private Reply.Refused refuse(FailureKind kind, Status.Code code, String message) {
        return Reply.refused(kind, call, code.name(), message);
    }
}
