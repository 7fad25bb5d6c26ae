package io.leat.model;

import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.asynchttpclient.AsyncHandler;
import org.asynchttpclient.HttpResponseBodyPart;
import org.asynchttpclient.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * Gathers one HTTP reply, up to a limit, and judges it. Called by the connection's event loop, one
 * thread at a time.
 */
final class ReplyHandler implements AsyncHandler<@Nullable Void> {

    private static final String DEFAULT_TYPE = "application/json";

    private final NodeCall call;
    private final long maxBytes;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private int status;
    private String type = DEFAULT_TYPE;
    private @Nullable String jsonLength;
    private Duration pause = Duration.ZERO;
    private byte[] body = {};
    private @Nullable ByteArrayOutputStream parts;

    ReplyHandler(NodeCall call, long maxBytes) {
        this.call = call;
        this.maxBytes = maxBytes;
    }

    CompletableFuture<Reply> reply() {
        return reply;
    }

    @Override
    public State onStatusReceived(HttpResponseStatus received) {
        status = received.getStatusCode();
        return State.CONTINUE;
    }

    @Override
    public State onHeadersReceived(HttpHeaders headers) {
        String stated = headers.get(HttpHeaderNames.CONTENT_TYPE);
        if (stated != null && !stated.isEmpty()) {
            type = stated;
        }
        jsonLength = headers.get("Inference-Header-Content-Length");
        pause =
                RetryAfter.ofHttp(
                        headers.get(HttpHeaderNames.RETRY_AFTER),
                        headers.get(HttpHeaderNames.DATE));
        return State.CONTINUE;
    }

    @Override
    public State onBodyPartReceived(HttpResponseBodyPart part) {
        byte[] bytes = part.getBodyPartBytes();
        int sofar = parts == null ? body.length : parts.size();
        if ((long) sofar + bytes.length > maxBytes) {
            reply.complete(
                    Reply.refused(
                            Fault.UNUSABLE,
                            call,
                            Integer.toString(status),
                            "a reply of more than "
                                    + maxBytes
                                    + " bytes (expected: at most that)"));
            return State.ABORT;
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

    @Override
    public @Nullable Void onCompleted() {
        reply.complete(judge(parts == null ? body : parts.toByteArray()));
        return null;
    }

    private Reply judge(byte[] whole) {
        String code = Integer.toString(status);
        if (status < 200 || status > 299) {
            return Reply.refused(
                            Fault.ofHttpStatus(status),
                            call,
                            code,
                            "HTTP status " + status + " (expected: 2xx)")
                    .withPause(pause);
        }
        if (whole.length == 0) {
            return Reply.refused(
                    Fault.UNUSABLE,
                    call,
                    code,
                    "HTTP status " + status + " with an empty body (expected: a prediction)");
        }
        return new Reply.Answered(new Payload(whole, type, jsonLength));
    }

    @Override
    public void onThrowable(Throwable thrown) {
        Fault fault = Fault.ofThrowable(thrown);
        reply.complete(Reply.refused(fault, call, null, Throwables.describe(thrown)));
    }
}
