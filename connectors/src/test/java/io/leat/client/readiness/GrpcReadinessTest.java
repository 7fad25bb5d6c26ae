// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import static io.leat.client.readiness.ReadinessLook.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.leat.client.readiness.Readiness.State;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found of a model over gRPC, for each way of stating its server wrongly. */
class GrpcReadinessTest {

    /** What is no message asks only whether the method is there. */
    private static Readiness grpc(Protocol protocol, GrpcModelStub.@Nullable Handler state)
            throws Exception {
        AtomicInteger predictions = new AtomicInteger();
        GrpcModelStub.Handler model =
                (call, headers, request) -> {
                    predictions.addAndGet(GrpcModelStub.asksForTheMethod(request) ? 0 : 1);
                    call.close(Status.UNIMPLEMENTED, new Metadata());
                };
        try (GrpcModelStub server = GrpcModelStub.start(model)) {
            if (state != null) {
                server.saying(state);
            }
            Readiness found = look(protocol, Transport.GRPC, server.port());
            assertThat(predictions).as("nothing but questions").hasValue(0);
            return found;
        }
    }

    private static GrpcModelStub.Handler refusing(Status status) {
        return (call, headers, request) -> call.close(status, new Metadata());
    }

    private static GrpcModelStub.Handler at(String method, byte... answer) {
        return (call, headers, request) -> {
            if (call.getMethodDescriptor().getFullMethodName().endsWith(method)) {
                GrpcModelStub.answer(call, answer);
            } else {
                call.close(Status.UNIMPLEMENTED, new Metadata());
            }
        };
    }

    @Test
    void findsAReadyModelOfEachProtocol() throws Exception {
        assertThat(grpc(Protocol.V2, at("/ModelReady", (byte) 8, (byte) 1)))
                .isEqualTo(
                        new Readiness(
                                State.READY, "OK for inference.GRPCInferenceService/ModelReady"));
        assertThat(
                        grpc(
                                        Protocol.TENSORFLOW,
                                        at(
                                                "/GetModelStatus",
                                                (byte) 10,
                                                (byte) 2,
                                                (byte) 16,
                                                (byte) 30))
                                .state())
                .isEqualTo(State.READY);
        assertThat(grpc(Protocol.SELDON, at("Health/Check", (byte) 8, (byte) 1)).state())
                .isEqualTo(State.READY);
    }

    @Test
    void findsAModelThatIsBeingLoaded() throws Exception {
        assertThat(grpc(Protocol.V2, at("/ModelReady")).state()).isEqualTo(State.NOT_READY);
        assertThat(
                        grpc(
                                        Protocol.TENSORFLOW,
                                        at(
                                                "/GetModelStatus",
                                                (byte) 10,
                                                (byte) 2,
                                                (byte) 16,
                                                (byte) 20))
                                .state())
                .isEqualTo(State.NOT_READY);
        assertThat(grpc(Protocol.SELDON, at("Health/Check", (byte) 8, (byte) 2)).state())
                .isEqualTo(State.NOT_READY);
        assertThat(grpc(Protocol.V2, refusing(Status.UNAVAILABLE)).state())
                .isEqualTo(State.NOT_READY);
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"V2", "TENSORFLOW"})
    void knowsAServerOfTheProtocolWithoutTheModel(Protocol protocol) throws Exception {
        Readiness found = grpc(protocol, refusing(Status.NOT_FOUND));

        assertThat(found.state()).isEqualTo(State.WRONG);
        assertThat(found.found())
                .startsWith("NOT_FOUND for ")
                .contains("speaks " + protocol.wire() + " and has no model `iriss`");
    }

    @Test
    void asksWhichProtocolIsSpokenInstead() throws Exception {
        assertThat(grpc(Protocol.V2, at("/GetModelStatus")).found())
                .endsWith(
                        "it answers as a TensorFlow server (OK for"
                                + " tensorflow.serving.ModelService/GetModelStatus): protocol"
                                + " tensorflow?");
        assertThat(grpc(Protocol.TENSORFLOW, at("/ServerLive")).found())
                .contains("it answers as a V2 server");
    }

    @ParameterizedTest
    @CsvSource({"true, REACHED", "false, WRONG"})
    void asksAServerOfV2WhetherItSpeaksSeldonToo(boolean speaksBoth, State expected)
            throws Exception {
        GrpcModelStub.Handler unit = refusing(speaksBoth ? Status.INTERNAL : Status.UNIMPLEMENTED);
        try (GrpcModelStub server = GrpcModelStub.start(unit).saying(at("/ServerLive"))) {
            assertThat(look(Protocol.SELDON, Transport.GRPC, server.port()).state())
                    .isEqualTo(expected);
        }
    }

    /** A health service is a server's of any protocol: Triton has it, for example. */
    @ParameterizedTest
    @CsvSource({
        "/ServerLive, it answers as a V2 server (OK for inference.GRPCInferenceService/ServerLive)",
        "/GetModelStatus, it answers as a TensorFlow server (OK for tensorflow.serving.ModelService"
    })
    void takesAHealthyServerOfAnotherProtocolForNoneOfSeldons(String method, String expected)
            throws Exception {
        GrpcModelStub.Handler healthy = at("Health/Check", (byte) 8, (byte) 1);
        GrpcModelStub.Handler other = at(method);
        Readiness found =
                grpc(
                        Protocol.SELDON,
                        (call, headers, request) -> {
                            String name = call.getMethodDescriptor().getFullMethodName();
                            (name.endsWith(method) ? other : healthy)
                                    .handle(call, headers, request);
                        });

        assertThat(found.state()).isEqualTo(State.WRONG);
        assertThat(found.found())
                .startsWith("OK for grpc.health.v1.Health/Check: ")
                .contains(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"V2", "TENSORFLOW"})
    void knowsASeldonServerByItsMethods(Protocol stated) throws Exception {
        try (GrpcModelStub server = GrpcModelStub.start(refusing(Status.INTERNAL))) {
            server.saying(refusing(Status.UNIMPLEMENTED));

            assertThat(look(stated, Transport.GRPC, server.port()).found())
                    .endsWith(
                            "it answers as a Seldon server (INTERNAL for"
                                    + " seldon.protos.Model/Predict): protocol seldon?");
        }
    }

    @Test
    void asksForTheProtocolWhereNothingIsKnown() throws Exception {
        assertThat(grpc(Protocol.V2, null).found())
                .isEqualTo(
                        "gRPC status UNIMPLEMENTED for inference.GRPCInferenceService/ModelReady:"
                                + " is v2 the server's protocol, and this its port?");
        assertThat(grpc(Protocol.SELDON, null).state()).isEqualTo(State.REACHED);
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void knowsAServerOfRest(Protocol protocol) throws Exception {
        try (RestModelStub server = RestModelStub.answering(call -> Answer.ok("{}"))) {
            Readiness found = look(protocol, Transport.GRPC, server.port());

            assertThat(found.state()).isEqualTo(State.WRONG);
            assertThat(found.found()).startsWith("the server speaks HTTP/1.1, transport is grpc");
        }
    }
}
