// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import io.leat.client.CallLimits;
import io.leat.client.FailureKind;
import io.leat.client.Reply;
import io.leat.client.RetryAfter;
import io.leat.client.refusal.ErrorDetail;
import io.leat.client.refusal.RefusalMessages;
import io.leat.client.refusal.RequestLine;
import io.leat.client.refusal.WireProtocol;
import io.leat.protocol.Ascii;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AttributeKey;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.asynchttpclient.exception.RemotelyClosedException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request and its reply, which is gathered up to a limit and judged. The HTTP client tells
 * it its connection, where {@link EncodedRequestHandler} finds it. Called by the connection's event
 * loop, one thread at a time.
 */
final class RestExchange implements AsyncHandler<@Nullable Void> {

    private static final AttributeKey<RestExchange> OF_CONNECTION =
            AttributeKey.valueOf(RestExchange.class, "next");

    private static final String DEFAULT_TYPE = "application/json";
    private static final String TYPE_WITH_TENSORS = "application/octet-stream";

    private final NodeCall call;
    private final RequestLine request;
    private final ByteBuf head;
    private final CallLimits limits;
    private final @Nullable String authorization;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private volatile @Nullable Channel connection;
    private int status;
    private @Nullable String statedType;
    private @Nullable String jsonLength;
    private ContentDecoder decoder = ContentDecoder.NONE;
    private Duration pause = Duration.ZERO;
    private boolean large; // as its headers say: of a refusal the beginning may still be wanted
    private byte[] body = {};
    private @Nullable ByteArrayOutputStream parts;

    /**
     * Of one call.
     *
     * @param request as messages name it
     * @param head of it
     * @param authorization the header in it, or null
     */
    RestExchange(
            NodeCall call,
            RequestLine request,
            ByteBuf head,
            CallLimits limits,
            @Nullable String authorization) {
        this.call = call;
        this.request = request;
        this.head = head;
        this.limits = limits;
        this.authorization = authorization;
    }

    /** The request's head, for {@link EncodedRequestHandler}; on the heap, and only to be read. */
    ByteBuf head() {
        return head;
    }

    /** What follows the head. */
    byte[] body() {
        return call.payload().body();
    }

    CompletableFuture<Reply> reply() {
        return reply;
    }

    /** That whose request is to be sent next on a connection; given out once. */
    static @Nullable RestExchange take(Channel connection) {
        return connection.attr(OF_CONNECTION).getAndSet(null);
    }

    @Override
    public void onTcpConnectSuccess(InetSocketAddress address, Channel made) {
        onConnectionPooled(made);
    }

    @Override
    public void onConnectionPooled(Channel made) {
        made.attr(OF_CONNECTION).set(this);
        connection = made;
    }

    @Override
    public State onStatusReceived(HttpResponseStatus received) {
        status = received.getStatusCode();
        // What never has a body may be followed by one all the same: the connection is given up.
        return switch (status) {
            case 101, 204, 205, 304 -> {
                reply.complete(judge(body));
                yield State.ABORT;
            }
            default -> State.CONTINUE;
        };
    }

    @Override
    public State onHeadersReceived(HttpHeaders headers) {
        statedType = headers.get(HttpHeaderNames.CONTENT_TYPE);
        jsonLength = headers.get("Inference-Header-Content-Length");
        decoder = ContentDecoder.of(headers);
        if (!isSuccess()) {
            pause =
                    RetryAfter.ofHttp(
                            headers.get(HttpHeaderNames.RETRY_AFTER),
                            headers.get(HttpHeaderNames.DATE));
        }
        large = contentLength(headers) > limits.maxReplyBytes();
        boolean isOver = large && (isSuccess() || limits.detailBytes() == 0);
        return isOver ? tooLarge() : State.CONTINUE;
    }

    @Override
    public State onBodyPartReceived(HttpResponseBodyPart part) {
        byte[] bytes = part.getBodyPartBytes();
        int sofar = parts == null ? body.length : parts.size();
        if (large || sofar + (long) bytes.length > limits.maxReplyBytes()) {
            if (sofar == 0) {
                body = bytes; // a refusal's beginning is enough
            }
            return tooLarge();
        }
        if (sofar == 0) {
            body = bytes; // nearly always the only part: no copy
        } else {
            if (parts == null) {
                parts = new ByteArrayOutputStream(2 * (sofar + bytes.length));
                parts.writeBytes(body);
            }
            parts.writeBytes(bytes);
        }
        return State.CONTINUE;
    }

    /** As stated; 0 where it is not, or not as a number. */
    private static long contentLength(HttpHeaders headers) {
        String stated = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        try {
            return stated == null ? 0 : Long.parseLong(stated);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Gives up the connection, and with it all that is still to come. */
    private State tooLarge() {
        reply.complete(
                isSuccess()
                        ? badReply(ContentDecoder.tooLarge(limits.maxReplyBytes()))
                        : refusal(gathered()));
        return State.ABORT;
    }

    @Override
    public @Nullable Void onCompleted() {
        reply.complete(judge(gathered()));
        return null;
    }

    private byte[] gathered() {
        return parts == null ? body : parts.toByteArray();
    }

    private boolean isSuccess() {
        return status >= 200 && status <= 299;
    }

    private Reply judge(byte[] packed) {
        if (!isSuccess()) {
            return refusal(packed);
        }
        try {
            return judgeBody(decoder.undo(packed, limits.maxReplyBytes()));
        } catch (ContentDecoder.PackedWrongException e) {
            boolean page = statedType != null && Html.isHtml(statedType);
            return page ? page(packed) : badReply(e.getMessage());
        }
    }

    private Reply refusal(byte[] packed) {
        boolean wantsTls = RefusalMessages.wantsTls(status, packed);
        return Reply.refused(
                        wantsTls ? FailureKind.INTERCEPTED : FailureKind.ofHttpStatus(status),
                        call,
                        Integer.toString(status),
                        wantsTls
                                ? WireProtocol.TLS.mismatch(Transport.REST)
                                : RefusalMessages.status(status, request))
                .withPause(pause)
                .withDetail(detail(decoder, packed));
    }

    /** Null unless it is to be kept. */
    private @Nullable String detail(ContentDecoder of, byte[] packed) {
        return limits.detailBytes() == 0
                ? null
                : ErrorDetail.ofBody(
                        of.start(packed, ErrorDetail.LOOKED_AT_BYTES),
                        statedType,
                        authorization,
                        limits.detailBytes());
    }

    private Reply judgeBody(byte[] whole) {
        if (whole.length == 0 && !call.method().isFeedback()) {
            return badReply(
                    "HTTP status " + status + " with an empty body (expected: a prediction)");
        }
        String type = type();
        return Html.is(type, whole)
                ? page(whole)
                : new Reply.Answered(new Payload(whole, type, jsonLength));
    }

    private Reply page(byte[] whole) {
        return Reply.refused(
                        FailureKind.INTERCEPTED,
                        DeadLetterCode.BAD_REPLY,
                        call,
                        Integer.toString(status),
                        RefusalMessages.page(status, request))
                .withDetail(detail(ContentDecoder.NONE, whole));
    }

    /** KServe states where its tensors begin, but no content type. */
    private String type() {
        if (statedType != null && !statedType.isBlank() && Ascii.isPrintable(statedType)) {
            return statedType;
        }
        return jsonLength == null ? DEFAULT_TYPE : TYPE_WITH_TENSORS;
    }

    private Reply badReply(String message) {
        return Reply.refused(
                FailureKind.UNUSABLE, call, Integer.toString(status), message + ", for " + request);
    }

    /** What says nothing of the call completes the future exceptionally. */
    @Override
    public void onThrowable(Throwable thrown) {
        FailureKind kind = FailureKind.ofThrowable(thrown);
        WireProtocol spoken = spoken();
        if (kind == null) {
            reply.completeExceptionally(thrown);
        } else if (large) {
            reply.complete(refusal(body)); // nothing has come of a refusal but its headers
        } else if (spoken != null && !spoken.suits(Transport.REST)) {
            String message = spoken.mismatch(Transport.REST);
            reply.complete(Reply.refused(FailureKind.INTERCEPTED, call, null, message));
        } else {
            String message =
                    thrown instanceof RemotelyClosedException
                            ? "the server closed the connection before a whole reply had come, for "
                                    + request
                            : RefusalMessages.failed(thrown, kind, request);
            reply.complete(Reply.refused(kind, call, null, message));
        }
    }

    private @Nullable WireProtocol spoken() {
        Channel used = connection;
        return used == null ? null : RestPipeline.spoken(used);
    }
}
