// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.Metadata;
import io.grpc.Status;
import io.leat.client.CallLimits;
import io.leat.client.FailureAction;
import io.leat.protocol.CallFailure;
import org.junit.jupiter.api.Test;

/** A refusal keeps what the server says of it, and says nothing of it in its message. */
class GrpcErrorDetailTest extends GrpcClientFixture {

    private int bytes = CallLimits.DETAIL_BYTES;

    @Override
    int detailBytes() {
        return bytes;
    }

    private CallFailure refused(Metadata trailers, String description, String... headers)
            throws Exception {
        serve(
                (call, metadata, request) ->
                        call.close(Status.INVALID_ARGUMENT.withDescription(description), trailers));
        return refusal(call(BODY, headers), FailureAction.REJECT);
    }

    @Test
    void isTheStatusMessage() throws Exception {
        CallFailure failure = refused(new Metadata(), "unexpected shape for input 'größe'");

        assertThat(failure.detail()).isEqualTo("unexpected shape for input 'größe'");
        assertThat(failure.message())
                .isEqualTo(
                        "gRPC status INVALID_ARGUMENT for inference.GRPCInferenceService/ModelInfer"
                                + " (expected: OK)");
    }

    @Test
    void isNotKeptUnlessAskedFor() throws Exception {
        bytes = 0;

        assertThat(refused(new Metadata(), "unexpected shape").detail()).isNull();
    }

    private static UnknownFieldSet.Builder with(
            UnknownFieldSet.Builder message, int field, ByteString value) {
        return message.addField(
                field, UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build());
    }

    @Test
    void hasTheTextsOfTheDetails() throws Exception {
        ByteString violation =
                with(
                                with(UnknownFieldSet.newBuilder(), 1, ByteString.copyFromUtf8("x")),
                                2,
                                ByteString.copyFromUtf8("must be FP32"))
                        .build()
                        .toByteString();
        ByteString badRequest =
                with(UnknownFieldSet.newBuilder(), 1, violation).build().toByteString();
        ByteString any =
                with(
                                with(
                                        UnknownFieldSet.newBuilder(),
                                        1,
                                        ByteString.copyFromUtf8(
                                                "type.googleapis.com/google.rpc.BadRequest")),
                                2,
                                badRequest)
                        .build()
                        .toByteString();
        Metadata trailers = new Metadata();
        trailers.put(
                Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
                with(UnknownFieldSet.newBuilder(), 3, any).build().toByteArray());

        assertThat(refused(trailers, "bad request").detail())
                .isEqualTo("bad request; google.rpc.BadRequest: x must be FP32");
    }

    @Test
    void takesNoHarmFromDetailsThatAreNone() throws Exception {
        Metadata trailers = new Metadata();
        trailers.put(
                Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER),
                new byte[] {(byte) 0xff, 1, 2});

        assertThat(refused(trailers, "bad request").detail()).isEqualTo("bad request");
    }

    @Test
    void leavesOutTheCredentialsOfTheCall() throws Exception {
        CallFailure failure =
                refused(new Metadata(), "no such token: t0ken", "authorization", "Bearer t0ken");

        assertThat(failure.detail()).isEqualTo("no such token: [redacted]");
    }
}
