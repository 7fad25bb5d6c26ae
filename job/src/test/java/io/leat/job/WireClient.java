// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.grpc.Status;
import io.leat.client.FailureKind;
import io.leat.client.Reply;
import io.leat.client.refusal.RefusalMessages;
import io.leat.client.refusal.RequestLine;
import io.leat.client.retry.RetryPolicy;
import io.leat.job.plan.InferenceJob;
import io.leat.job.wire.Body;
import io.leat.job.wire.Fixture;
import io.leat.job.wire.Header;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.CallFailure;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * What the clients make of a reply, for a walk that has none: the job's run shows that they really
 * do.
 */
public record WireClient(InferenceJob job, MessageCodec codec) {

    public String path(NodeCall call) throws BadPayloadException {
        String path = codec.address(call).path();
        return job.first().transport() == Transport.GRPC ? "/" + path : path;
    }

    public Reply judge(NodeCall call, Fixture.Reply reply) {
        return switch (job.first().transport()) {
            case REST -> http(call, reply);
            case GRPC -> grpc(call, reply);
        };
    }

    /** Whether a call that failed so often is made again. */
    public boolean repeats(FailureKind fault, int attempts) {
        return isRepeatable(fault) && attempts < job.settings().retries().attempts();
    }

    /** The failure of the last attempt as the walk receives it. */
    public CallFailure last(Reply.Refused refused, int attempts, String address) {
        String why = "; the record's budget of " + attempts + " attempts is spent";
        return refused.failure()
                .after(attempts, address)
                .because(isRepeatable(refused.kind()) ? why : "");
    }

    private boolean isRepeatable(FailureKind fault) {
        RetryPolicy retries = job.settings().retries();
        return switch (fault) {
            case FAILED ->
                    switch (retries.modelErrors()) {
                        case RETRY -> true;
                        case DEAD_LETTER -> false;
                    };
            case REFUSED, UNUSABLE, EXPIRED -> false;
            case INTERCEPTED, MISSING -> true;
            case UNREACHED, BUSY, UNANSWERED, UNADMITTED, MISPLACED ->
                    throw new IllegalArgumentException(
                            fault + " (expected: one whose end depends on the record alone)");
        };
    }

    private Reply http(NodeCall call, Fixture.Reply reply) {
        String status = reply.status().isEmpty() ? "200" : reply.status();
        if (!status.startsWith("2")) {
            FailureKind fault = FailureKind.ofHttpStatus(Integer.parseInt(status));
            String message = RefusalMessages.status(Integer.parseInt(status), request(call));
            return Reply.refused(fault, call, status, message);
        }
        byte[] body = unpacked(reply);
        if (body.length == 0 && !call.method().isFeedback()) {
            String message =
                    "HTTP status %s with an empty body (expected: a prediction), for %s"
                            .formatted(status, request(call));
            return Reply.refused(FailureKind.UNUSABLE, call, status, message);
        }
        if (isTooLarge(body)) {
            return Reply.refused(FailureKind.UNUSABLE, call, status, tooLarge(call));
        }
        String stated = Header.find(reply.headers(), "Content-Type");
        String type = stated == null ? "application/json" : stated;
        if (isPage(type, body)) {
            return Reply.refused(FailureKind.INTERCEPTED, call, status, "a page");
        }
        String jsonLength = Header.find(reply.headers(), "Inference-Header-Content-Length");
        return new Reply.Answered(new Payload(body, type, jsonLength));
    }

    private RequestLine request(NodeCall call) {
        try {
            String path = codec.address(call).path();
            return job.first().transport() == Transport.GRPC
                    ? new RequestLine(call.node(), codec.protocol(), path)
                    : RequestLine.http(call.node(), codec.protocol(), "POST", path);
        } catch (BadPayloadException e) {
            throw new IllegalStateException("the call was made", e);
        }
    }

    private static boolean isPage(String type, byte[] body) {
        return body.length > 0
                && body[0] == '<'
                && (type.startsWith("text/html") || type.equals("application/json"));
    }

    private boolean isTooLarge(byte[] body) {
        return body.length > job.settings().limits().maxReplyBytes();
    }

    private String tooLarge(NodeCall call) {
        long most = job.settings().limits().maxReplyBytes();
        return "a reply of more than "
                + most
                + " bytes (expected: at most that), for "
                + request(call);
    }

    private static byte[] unpacked(Fixture.Reply reply) {
        Body body = reply.body();
        if (body == null) {
            return new byte[0];
        }
        if (!"gzip".equals(Header.find(reply.headers(), "Content-Encoding"))) {
            return body.bytes();
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body.bytes()))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalArgumentException("a reply that says gzip and is none", e);
        }
    }

    private Reply grpc(NodeCall call, Fixture.Reply reply) {
        String status = reply.status().isEmpty() ? "OK" : reply.status();
        if (!status.equals("OK")) {
            FailureKind fault = FailureKind.ofGrpcCode(Status.Code.valueOf(status));
            String message = RefusalMessages.status(Status.Code.valueOf(status), request(call));
            return Reply.refused(fault, call, status, message);
        }
        Body body = reply.body();
        if (body == null) {
            String message = "gRPC status OK with 0 messages (expected: one), for " + request(call);
            return Reply.refused(FailureKind.UNUSABLE, call, status, message);
        }
        if (isTooLarge(body.bytes())) {
            return Reply.refused(FailureKind.UNUSABLE, call, "RESOURCE_EXHAUSTED", tooLarge(call));
        }
        try {
            String type = codec.address(call).replyType();
            return new Reply.Answered(new Payload(body.bytes(), type));
        } catch (BadPayloadException e) {
            throw new IllegalStateException("the call was made", e);
        }
    }
}
