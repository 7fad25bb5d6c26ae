// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.leat.client.CallLimits;
import io.leat.client.Reply;
import io.leat.client.refusal.RequestLine;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.UnitMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * Any gRPC reply: it ends as one reply, with a judgement where it is no answer, and says nothing of
 * what the server wrote. The first byte is the status, the second what else comes.
 */
public final class GrpcReplyFuzz {

    private GrpcReplyFuzz() {}

    /** Loads what is instrumented before the first input is timed. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("\0\0".getBytes(StandardCharsets.UTF_8));
    }

    /** The fuzzer's way in. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 2) {
            return;
        }
        byte[] body = Arrays.copyOfRange(input, 2, input.length);
        NodeCall call = new NodeCall("m", UnitMethod.PREDICT, new Payload(body, "t"));
        GrpcReply reply =
                new GrpcReply(
                        call,
                        new RequestLine("m", Protocol.V2, "service/Method"),
                        "t",
                        () -> null,
                        new CallLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), 10, 1024),
                        null,
                        () -> (input[1] & 1) != 0);
        if ((input[1] & 2) != 0) {
            reply.onHeaders(new Metadata());
        }
        for (int i = 0; i < (input[1] & 12) >> 2; i++) {
            reply.onMessage(new ByteMarshaller().parse(new ByteArrayInputStream(body)));
        }
        Status status = status(input, body);
        reply.onClose(status, new Metadata());
        if (reply.reply().isCompletedExceptionally()) {
            require(
                    GrpcTransportErrors.isUnknown(status),
                    "a verdict of the server's taken for a defect");
        } else {
            judge(reply.reply().getNow(null), body);
        }
    }

    private static Status status(byte[] input, byte[] body) {
        Status.Code[] codes = Status.Code.values();
        Status status =
                Status.fromCode(codes[(input[0] & 0xff) % codes.length])
                        .withDescription(new String(body, StandardCharsets.UTF_8));
        Throwable inner = (input[1] & 16) == 0 ? new IOException("reset") : status.asException();
        return (input[1] & 32) == 0 ? status : status.withCause(new RuntimeException(inner));
    }

    private static void judge(Reply reply, byte[] body) {
        if (reply instanceof Reply.Answered answered) {
            require(Arrays.equals(answered.payload().body(), body), "another body");
        } else if (reply instanceof Reply.Refused refused) {
            String said = new String(body, StandardCharsets.UTF_8);
            String message = refused.failure().message();
            require(said.length() < 30 || !message.contains(said), "quoted");
        } else {
            throw new AssertionError("no reply");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
