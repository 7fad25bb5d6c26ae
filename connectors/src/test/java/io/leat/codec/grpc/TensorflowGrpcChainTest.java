// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import static io.leat.codec.Protos.message;
import static io.leat.codec.Protos.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Codecs;
import io.leat.codec.Protos;
import io.leat.codec.Protos.Message;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorflowGrpcChainTest {

    private static final MessageCodec CODEC = Codecs.message(Protocol.TENSORFLOW, Transport.GRPC);
    private static final String REQUEST = "tensorflow.serving.PredictRequest";
    private static final String RESPONSE = "tensorflow.serving.PredictResponse";
    private static final String MULTI = "tensorflow.serving.MultiInferenceRequest";
    private static final Message TENSOR =
            message().text(1, "x").message(2, message().varint(1, 1).bytes(4, Protos.packed(1)));

    @Test
    void leavesARequestThatNamesItsModel() throws Exception {
        Payload request =
                message().message(1, message().text(1, "other")).message(2, TENSOR).of(REQUEST);

        assertThat(CODEC.chain(request, "n")).isSameAs(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                REQUEST,
                "tensorflow.serving.ClassificationRequest",
                "tensorflow.serving.RegressionRequest"
            })
    void appendsTheNodesNameWhereARequestNamesNoModel(String type) throws Exception {
        Message spec = message().text(3, "sig");
        Payload request = message().message(1, spec).message(2, TENSOR).of(type);

        Payload named = CODEC.chain(request, "n");

        assertThat(named.type()).isEqualTo(type);
        assertThat(named.body()).startsWith(request.body());
        assertThat(text(named))
                .isEqualTo(
                        text(
                                message()
                                        .message(1, spec)
                                        .message(1, message().text(1, "n"))
                                        .message(2, TENSOR)));
    }

    @Test
    void fillsInANameThatIsEmpty() throws Exception {
        Payload request = message().message(1, message().text(1, "")).of(REQUEST);

        assertThat(CODEC.chain(request, "n").body()).endsWith((byte) 1, (byte) 'n');
    }

    @Test
    void namesTheModelInEachTaskThatNamesNone() throws Exception {
        Message named = message().message(1, message().text(1, "other")).text(2, "classify");
        Message unnamed = message().text(2, "regress");
        Payload request = message().message(1, named).message(1, unnamed).of(MULTI);

        assertThat(text(CODEC.chain(request, "n")))
                .isEqualTo(
                        text(
                                message()
                                        .message(1, named)
                                        .message(
                                                1,
                                                message()
                                                        .message(1, message().text(1, "n"))
                                                        .text(2, "regress"))));
    }

    @Test
    void leavesTasksThatNameTheirModel() throws Exception {
        Message named = message().message(1, message().text(1, "other"));
        Payload request = message().message(1, named).message(2, TENSOR).of(MULTI);

        assertThat(CODEC.chain(request, "n")).isSameAs(request);
    }

    @Test
    void makesAnAnswersOutputsTheNextInputsAndKeepsTheSignature() throws Exception {
        Message spec = message().text(1, "first").message(2, message().varint(1, 7)).text(3, "sig");
        Payload answer =
                message()
                        .message(1, TENSOR)
                        .message(1, message().text(1, "y"))
                        .message(2, spec)
                        .text(3, "an output filter it would become")
                        .of(RESPONSE);

        Payload request = CODEC.chain(answer, "n");

        assertThat(request.type()).isEqualTo(REQUEST);
        assertThat(text(request))
                .isEqualTo(
                        text(
                                message()
                                        .message(1, message().text(1, "n").text(3, "sig"))
                                        .message(2, TENSOR)
                                        .message(2, message().text(1, "y"))));
    }

    @Test
    void makesARequestOfAnEmptyAnswer() throws Exception {
        assertThat(text(CODEC.chain(message().of(RESPONSE), "n")))
                .isEqualTo(text(message().message(1, message().text(1, "n"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tensorflow.serving.ClassificationResponse",
                "tensorflow.serving.RegressionResponse",
                "tensorflow.serving.MultiInferenceResponse"
            })
    void refusesAnAnswerThatNoModelTakes(String type) {
        assertThatThrownBy(() -> CODEC.chain(message().of(type), "n"))
                .isInstanceOf(BadPayloadException.class)
                .hasMessageStartingWith("proto-name \"" + type + "\" (expected: ");
    }
}
