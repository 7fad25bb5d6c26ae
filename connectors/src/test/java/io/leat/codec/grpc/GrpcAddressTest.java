// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Codecs;
import io.leat.protocol.Address;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GrpcAddressTest {

    @ParameterizedTest
    @CsvSource({
        "PREDICT, SeldonMessage, seldon.protos.Model/Predict",
        "TRANSFORM_INPUT, SeldonMessage, seldon.protos.Transformer/TransformInput",
        "ROUTE, SeldonMessage, seldon.protos.Router/Route",
        "AGGREGATE, SeldonMessageList, seldon.protos.Combiner/Aggregate",
        "TRANSFORM_OUTPUT, SeldonMessage, seldon.protos.OutputTransformer/TransformOutput",
        "SEND_FEEDBACK, Feedback, seldon.protos.Model/SendFeedback",
        "SEND_ROUTER_FEEDBACK, Feedback, seldon.protos.Router/SendFeedback"
    })
    void callsTheServiceThatSeldonGivesTheMethod(UnitMethod method, String type, String path)
            throws Exception {
        assertThat(address(Protocol.SELDON, method, "seldon.protos." + type))
                .isEqualTo(new Address(path, "seldon.protos.SeldonMessage"));
    }

    @ParameterizedTest
    @CsvSource({
        "PredictRequest, Predict, PredictResponse",
        "ClassificationRequest, Classify, ClassificationResponse",
        "RegressionRequest, Regress, RegressionResponse",
        "MultiInferenceRequest, MultiInference, MultiInferenceResponse"
    })
    void callsTheMethodThatTakesTheTensorflowRequest(String request, String method, String reply)
            throws Exception {
        Address expected =
                new Address(
                        "tensorflow.serving.PredictionService/" + method,
                        "tensorflow.serving." + reply);

        for (UnitMethod unit : transforming()) {
            assertThat(address(Protocol.TENSORFLOW, unit, "tensorflow.serving." + request))
                    .isEqualTo(expected);
        }
    }

    @Test
    void callsModelInferForEveryV2Method() throws Exception {
        for (UnitMethod unit : transforming()) {
            assertThat(address(Protocol.V2, unit, "inference.ModelInferRequest"))
                    .isEqualTo(
                            new Address(
                                    "inference.GRPCInferenceService/ModelInfer",
                                    "inference.ModelInferResponse"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = "SELDON", mode = EnumSource.Mode.EXCLUDE)
    void hasNoRouterAndNoCombiner(Protocol protocol) {
        for (UnitMethod unit : new UnitMethod[] {UnitMethod.ROUTE, UnitMethod.AGGREGATE}) {
            assertThat(Codecs.message(protocol, Transport.GRPC).speaks(unit)).isFalse();
            assertThatThrownBy(() -> address(protocol, unit, ""))
                    .isInstanceOf(BadPayloadException.class)
                    .hasMessage(
                            unit
                                    + " (expected: a call that "
                                    + protocol.wire()
                                    + " has over gRPC)");
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void hasNoMethodForAMessageItDoesNotKnow(Protocol protocol) {
        for (UnitMethod unit : UnitMethod.values()) {
            assertThatThrownBy(() -> address(protocol, unit, "google.protobuf.Empty"))
                    .isInstanceOf(BadPayloadException.class);
        }
    }

    private static UnitMethod[] transforming() {
        return new UnitMethod[] {
            UnitMethod.PREDICT, UnitMethod.TRANSFORM_INPUT, UnitMethod.TRANSFORM_OUTPUT
        };
    }

    private static Address address(Protocol protocol, UnitMethod method, String type)
            throws BadPayloadException {
        NodeCall call = new NodeCall("n", method, new Payload(new byte[0], type));
        return Codecs.message(protocol, Transport.GRPC).address(call);
    }
}
