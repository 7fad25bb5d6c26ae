// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import static io.leat.codec.Protos.message;
import static io.leat.codec.Protos.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.leat.codec.Codecs;
import io.leat.codec.Protos;
import io.leat.codec.Protos.Message;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import org.junit.jupiter.api.Test;

class V2GrpcChainTest {

    private static final MessageCodec CODEC = Codecs.message(Protocol.V2, Transport.GRPC);
    private static final String REQUEST = "inference.ModelInferRequest";
    private static final String RESPONSE = "inference.ModelInferResponse";
    private static final ByteString RAW = Protos.packed(1, 2);
    private static final Message TENSOR = message().text(1, "x").text(2, "FP64").varint(3, 2);

    @Test
    void leavesARequestThatNamesItsModel() throws Exception {
        Payload request = message().text(1, "other").message(5, TENSOR).of(REQUEST);

        assertThat(CODEC.chain(request, "n")).isSameAs(request);
    }

    @Test
    void appendsTheNodesNameWhereARequestNamesNoModel() throws Exception {
        Payload request = message().message(5, TENSOR).bytes(7, RAW).varint(99, 1).of(REQUEST);

        Payload named = CODEC.chain(request, "n");

        assertThat(named.body()).startsWith(request.body());
        assertThat(text(named))
                .isEqualTo(
                        text(
                                message()
                                        .text(1, "n")
                                        .message(5, TENSOR)
                                        .bytes(7, RAW)
                                        .varint(99, 1)));
    }

    @Test
    void makesAnAnswersOutputsTheNextInputsRawOnesIncluded() throws Exception {
        Message parameter = message().text(1, "k").message(2, message().varint(1, 1));
        Payload answer =
                message()
                        .text(1, "first")
                        .text(2, "v7")
                        .text(3, "id")
                        .message(4, parameter)
                        .message(5, TENSOR)
                        .bytes(6, RAW)
                        .of(RESPONSE);

        Payload request = CODEC.chain(answer, "n");

        assertThat(request.type()).isEqualTo(REQUEST);
        assertThat(text(request))
                .isEqualTo(
                        text(
                                message()
                                        .text(1, "n")
                                        .text(3, "id")
                                        .message(4, parameter)
                                        .message(5, TENSOR)
                                        .bytes(7, RAW)));
    }
}
