// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.leat.client.CallLimits;
import io.leat.client.FailureKind;
import io.leat.client.Reply;
import io.leat.client.RetryAfter;
import io.leat.client.refusal.ErrorDetail;
import io.leat.client.refusal.RefusalMessages;
import io.leat.client.refusal.RequestLine;
import io.leat.client.refusal.WireProtocol;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens to one gRPC reply and classifies it. Called one thread at a time.
 *
 * <p>A status description is a server's own text and may quote the payload, so no message repeats
 * it: messages give the code, and beside it only what this side knows.
 */
final class GrpcReply extends ClientCall.Listener<byte[]> {

    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    private final NodeCall call;
    private final RequestLine request;
    private final Supplier<@Nullable WireProtocol> spoken;
    private final String replyType;
    private final CallLimits limits;
    private final @Nullable String authorization;
    private final BooleanSupplier closed;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private boolean headersSeen;
    private int messages;
    private byte[] body = {};

    /**
     * To one call.
     *
     * @param request as messages name it
     * @param spoken what the server speaks, as far as known
     * @param authorization the metadata it is sent with, or null
     * @param closed whether the client is
     */
    GrpcReply(
            NodeCall call,
            RequestLine request,
            String replyType,
            Supplier<@Nullable WireProtocol> spoken,
            CallLimits limits,
            @Nullable String authorization,
            BooleanSupplier closed) {
        this.call = call;
        this.request = request;
        this.spoken = spoken;
        this.replyType = replyType;
        this.limits = limits;
        this.authorization = authorization;
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
        if (!status.isOk() && !closed.getAsBoolean() && GrpcTransportErrors.isUnknown(status)) {
            reply.completeExceptionally(status.asRuntimeException());
            return;
        }
        reply.complete(
                status.isOk()
                        ? answer()
                        : refusal(origin(status), trailers)
                                .withPause(pushback(trailers))
                                .withDetail(detail(status, trailers)));
    }

    /** Null unless it is to be kept; of a status that this side has made up, what it found. */
    private @Nullable String detail(Status status, Metadata trailers) {
        return limits.detailBytes() == 0 || status.getCause() != null
                ? null
                : ErrorDetail.ofText(
                        GrpcErrorText.of(
                                status,
                                trailers,
                                RefusalMessages.httpStatus(status, trailers) != null),
                        authorization,
                        limits.detailBytes());
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
                        "gRPC status OK with %d messages (expected: one), for %s"
                                .formatted(messages, request));
    }

    private Reply.Refused refusal(Status status, Metadata trailers) {
        Status.Code code = status.getCode();
        if (closed.getAsBoolean()) {
            // Not the record's fault: it is read again after the restart.
            return refuse(FailureKind.UNREACHED, code, "the client was closed");
        }
        if (MessageSizeErrors.is(status)) {
            return tooLarge(code);
        }
        IOException trouble = connectionTrouble(status);
        FailureKind broken = trouble == null ? null : FailureKind.ofThrowable(trouble);
        WireProtocol other = broken == FailureKind.UNREACHED ? null : otherThanGrpc();
        if (other != null) {
            return refuse(FailureKind.INTERCEPTED, code, other.mismatch(Transport.GRPC));
        }
        if (trouble != null) {
            FailureKind kind = broken == null ? FailureKind.UNANSWERED : broken;
            return refuse(kind, code, RefusalMessages.failed(trouble, kind, request));
        }
        Integer http = RefusalMessages.httpStatus(status, trailers);
        if (http != null) {
            FailureKind kind = FailureKind.ofHttpInPlaceOfGrpc(http);
            return refuse(kind, code, RefusalMessages.inPlaceOfGrpc(http, kind, request));
        }
        return refusal(status, code, trailers);
    }

    /** The refusal that a server, or a proxy that speaks gRPC, has stated. */
    private Reply.Refused refusal(Status status, Status.Code code, Metadata trailers) {
        FailureKind kind = isReset(status) ? FailureKind.UNANSWERED : FailureKind.ofGrpcCode(code);
        if (kind == FailureKind.FAILED && RefusalMessages.isRedirect(trailers)) {
            return refuse(FailureKind.INTERCEPTED, code, RefusalMessages.redirect(code, request));
        }
        return refuse(kind, code, RefusalMessages.status(code, request));
    }

    /** What was spoken in place of HTTP/2, or null; a server that has answered has spoken it. */
    private @Nullable WireProtocol otherThanGrpc() {
        WireProtocol found = headersSeen ? null : spoken.get();
        return found == null || found.suits(Transport.GRPC) ? null : found;
    }

    /** Once a server has begun to answer, it is the answer that is too large for us. */
    private Reply.Refused tooLarge(Status.Code code) {
        return headersSeen
                ? refuse(
                        FailureKind.UNUSABLE,
                        code,
                        "a reply of more than %d bytes (expected: at most that), for %s"
                                .formatted(limits.maxReplyBytes(), request))
                : refuse(
                        FailureKind.REFUSED,
                        code,
                        "gRPC status %s: larger than the server allows (expected: OK), for %s"
                                .formatted(code, request));
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
