// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Codecs;
import io.leat.codec.protobuf.ProtoNames;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrpcRecordTest {

    private static final String TENSORFLOW_NAMES =
            " (expected: tensorflow.serving.ClassificationRequest,"
                    + " tensorflow.serving.MultiInferenceRequest, tensorflow.serving.PredictRequest,"
                    + " tensorflow.serving.PredictResponse, tensorflow.serving.RegressionRequest)";

    @ParameterizedTest
    @CsvSource({
        "SELDON, seldon.protos.SeldonMessage",
        "TENSORFLOW, tensorflow.serving.PredictRequest",
        "TENSORFLOW, tensorflow.serving.PredictResponse",
        "TENSORFLOW, tensorflow.serving.ClassificationRequest",
        "TENSORFLOW, tensorflow.serving.RegressionRequest",
        "TENSORFLOW, tensorflow.serving.MultiInferenceRequest",
        "V2, inference.ModelInferRequest",
        "V2, inference.ModelInferResponse"
    })
    void admitsTheMessagesOfItsProtocol(Protocol protocol, String name) {
        assertThatCode(() -> admit(protocol, name)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "SELDON, '', seldon.protos.SeldonMessage",
        "SELDON, ' ', seldon.protos.SeldonMessage",
        "V2, '', 'one of inference.ModelInferRequest, inference.ModelInferResponse'",
    })
    void saysWhichHeaderIsMissingAndWhatItTakes(Protocol protocol, String name, String names) {
        assertThatThrownBy(() -> admit(protocol, name))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage(
                        "the Kafka record header proto-name is missing (expected: "
                                + names
                                + ", as it names the protobuf message in the value; JSON needs"
                                + " transport rest, or http:// with --model)");
    }

    @Test
    void refusesAMessageOfAnotherProtocol() {
        assertThatThrownBy(() -> admit(Protocol.V2, "tensorflow.serving.PredictRequest"))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage(
                        "proto-name \"tensorflow.serving.PredictRequest\" of the tensorflow"
                                + " protocol (expected: inference.ModelInferRequest,"
                                + " inference.ModelInferResponse)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tensorflow.serving.ClassificationResponse",
                "tensorflow.serving.GetModelMetadataRequest",
                "predictrequest",
                "com.example.Unheard"
            })
    void refusesAMessageThatNoNodeTakes(String name) {
        assertThatThrownBy(() -> admit(Protocol.TENSORFLOW, name))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("proto-name \"" + name + "\"" + TENSORFLOW_NAMES);
    }

    @Test
    void quotesNoMoreOfAStrangeNameThanHelps() {
        String name = "é\n" + "x".repeat(1000);

        assertThatThrownBy(() -> admit(Protocol.SELDON, name))
                .hasMessage(
                        "proto-name \"??"
                                + "x".repeat(78)
                                + "\" (expected: seldon.protos.SeldonMessage)");
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void refusesBytesThatAreNoMessage(Protocol protocol) {
        for (String name : ProtoNames.of(protocol)) {
            Payload record = new Payload(new byte[] {0x0a, 0x7f}, name);

            assertThatThrownBy(() -> Codecs.message(protocol, Transport.GRPC).admit(record))
                    .isInstanceOf(BadPayloadException.class)
                    .hasMessage("bytes that are no protobuf message (expected: one, well-formed)");
        }
    }

    private static void admit(Protocol protocol, String name) throws BadPayloadException {
        Codecs.message(protocol, Transport.GRPC).admit(new Payload(new byte[0], name));
    }
}
