// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.leat.modelserver.ColumnsModel;
import io.leat.modelserver.TwiceModel;
import io.leat.modelserver.TwoInputModel;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferResponse;
import io.leat.wire.v2.ModelMetadataRequest;
import io.leat.wire.v2.ModelMetadataResponse;
import io.leat.wire.v2.ModelReadyRequest;
import io.leat.wire.v2.ModelReadyResponse;
import io.leat.wire.v2.ServerLiveRequest;
import io.leat.wire.v2.ServerLiveResponse;
import io.leat.wire.v2.ServerReadyRequest;
import io.leat.wire.v2.ServerReadyResponse;
import java.net.ConnectException;
import java.net.Socket;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class V2GrpcTest {

    private static final String SERVICE = "inference.GRPCInferenceService/";
    private static final String X = "name: 'x' datatype: 'FP32' shape: 1 shape: 2 ";
    private static final String ORDER =
            "model_name: 'order' inputs { name: 'count' datatype: 'INT8' shape: 2"
                    + " contents { int_contents: 3 int_contents: 1 } }"
                    + " inputs { name: 'price' datatype: 'FP64' shape: 2"
                    + " contents { fp64_contents: 1.5 fp64_contents: 2 } }";

    private static GrpcModelServer server;
    private static GrpcClient client;

    @BeforeAll
    static void start() {
        server =
                GrpcModelServer.start(
                        Map.of(
                                "twice", new TwiceModel(),
                                "columns", new ColumnsModel(),
                                "order", new TwoInputModel()));
        client = new GrpcClient(server.address("order"));
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void answersContentsWithContents() throws Exception {
        ModelInferResponse reply =
                infer(
                        "model_name: 'twice' id: 'a-7' inputs { "
                                + X
                                + "contents { fp32_contents: 1 fp32_contents: 2.5 } }");

        assertThat(reply)
                .isEqualTo(
                        TextFormat.parse(
                                "model_name: 'twice' model_version: '1' id: 'a-7'"
                                        + " outputs { name: 'y' datatype: 'FP32' shape: 1 shape: 2"
                                        + " contents { fp32_contents: 2 fp32_contents: 5 } }",
                                ModelInferResponse.class));
    }

    @Test
    void answersRawContentsWithRawContents() throws Exception {
        ModelInferResponse reply =
                infer(
                        "model_name: 'twice' inputs { "
                                + X
                                + "} raw_input_contents: '\\000\\000\\200\\077\\000\\000\\040\\100'");

        assertThat(reply.getOutputs(0).hasContents()).isFalse();
        assertThat(reply.getRawOutputContents(0).toByteArray())
                .containsExactly(0, 0, 0, 0x40, 0, 0, 0xa0, 0x40);
    }

    @Test
    void writesRawTextsBehindTheirLengths() throws Exception {
        ModelInferResponse reply =
                infer(
                        "model_name: 'columns' outputs { name: 'side' } inputs { "
                                + X.replace('x', 'y')
                                + "} raw_input_contents: '\\000\\000\\200\\077\\000\\000\\000\\000'");

        assertThat(reply.getRawOutputContentsList()).hasSize(1);
        assertThat(reply.getRawOutputContents(0).toByteArray())
                .containsExactly(4, 0, 0, 0, 'l', 'e', 'f', 't');
    }

    @Test
    void takesAndAnswersSeveralTensors() throws Exception {
        ModelInferResponse reply = infer(ORDER);

        assertThat(reply.getOutputs(0).getContents().getFp64ContentsList())
                .containsExactly(4.5, 2.0);
        assertThat(reply.getOutputs(1).getContents().getBoolContentsList())
                .containsExactly(true, false);
        assertThat(infer(ORDER + " outputs { name: 'many' }").getOutputsList())
                .singleElement()
                .satisfies(output -> assertThat(output.getName()).isEqualTo("many"));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "model_name: 'thrice'|NOT_FOUND: model \"thrice\" (expected: [columns, order, twice])",
                "model_name: 'twice' model_version: '2'|NOT_FOUND: model \"twice\" version 2 (expected: 1)",
                "model_name: 'twice'|INVALID_ARGUMENT: inputs: no \"x\" (expected: [x])",
                "model_name: 'twice' inputs { name: 'x' }|INVALID_ARGUMENT: x: datatype \"\" (expected: one of [FP32, FP64, INT8, UINT8, INT16, INT32, INT64, BOOL, BYTES])",
                "model_name: 'twice' inputs { name: 'x' datatype: 'FP32' shape: -1 }|INVALID_ARGUMENT: x: shape [-1] (expected: lengths of 0 or more)",
                "model_name: 'twice' inputs { name: 'x' datatype: 'FP32' shape: 1 shape: 2 }|INVALID_ARGUMENT: x: 0 values (expected: those of FP32 [1,2])",
                "model_name: 'twice' inputs { name: 'x' datatype: 'FP32' shape: 1 shape: 2 } raw_input_contents: '1234'|INVALID_ARGUMENT: x: 4 raw bytes (expected: those of FP32 [1,2])",
                "model_name: 'twice' raw_input_contents: '1234'|INVALID_ARGUMENT: 1 raw_input_contents (expected: 0, one for each input)",
                "model_name: 'twice' inputs { name: 'x' datatype: 'BYTES' shape: 1 contents { bytes_contents: 'a' } }|INVALID_ARGUMENT: x: BYTES of shape [1] (expected: numbers, as many as the shape says, at most 4194304)",
                "model_name: 'order' inputs { name: 'price' datatype: 'FP64' shape: 0 } inputs { name: 'price' datatype: 'FP64' shape: 0 }|INVALID_ARGUMENT: input \"price\": given twice",
            })
    void refusesWhatTheModelCannotTake(String request, String status) throws Exception {
        assertThat(client.refusal(SERVICE + "ModelInfer", inferRequest(request))).isEqualTo(status);
    }

    @Test
    void refusesAnOutputThatIsNotThere() throws Exception {
        assertThat(
                        client.refusal(
                                SERVICE + "ModelInfer",
                                inferRequest(ORDER + " outputs { name: 'w' }")))
                .isEqualTo("INVALID_ARGUMENT: output \"w\" (expected: [sum, many])");
    }

    @Test
    void tellsOfItselfAndItsModels() throws Exception {
        assertThat(
                        client.call(
                                        SERVICE + "ServerLive",
                                        ServerLiveRequest.getDefaultInstance(),
                                        ServerLiveResponse.getDefaultInstance())
                                .getLive())
                .isTrue();
        assertThat(
                        client.call(
                                        SERVICE + "ServerReady",
                                        ServerReadyRequest.getDefaultInstance(),
                                        ServerReadyResponse.getDefaultInstance())
                                .getReady())
                .isTrue();
        assertThat(
                        client.call(
                                        SERVICE + "ModelReady",
                                        ModelReadyRequest.newBuilder().setName("twice").build(),
                                        ModelReadyResponse.getDefaultInstance())
                                .getReady())
                .isTrue();
        assertThat(
                        client.call(
                                SERVICE + "ModelMetadata",
                                ModelMetadataRequest.newBuilder().setName("twice").build(),
                                ModelMetadataResponse.getDefaultInstance()))
                .isEqualTo(
                        TextFormat.parse(
                                "name: 'twice' versions: '1' platform: 'java'"
                                        + " inputs { name: 'x' datatype: 'FP32' shape: -1 shape: 2 }"
                                        + " outputs { name: 'y' datatype: 'FP32' shape: -1 shape: 2 }",
                                ModelMetadataResponse.class));
    }

    @Test
    void closesItsSocketsAndItsModels() {
        TwoInputModel model = new TwoInputModel();
        GrpcModelServer closing = GrpcModelServer.start(Map.of("order", model));
        try (GrpcClient open = new GrpcClient(closing.address("order"))) {
            ModelReadyRequest ready = ModelReadyRequest.newBuilder().setName("order").build();
            assertThat(
                            open.call(
                                            SERVICE + "ModelReady",
                                            ready,
                                            ModelReadyResponse.getDefaultInstance())
                                    .getReady())
                    .isTrue();

            closing.close();
            closing.close();
        }

        assertThat(model.closings).hasValue(1);
        Assertions.assertThatThrownBy(
                        () ->
                                new Socket(
                                                closing.address("order").getAddress(),
                                                closing.address("order").getPort())
                                        .close())
                .isInstanceOf(ConnectException.class);
    }

    private static ModelInferResponse infer(String request) throws Exception {
        return client.call(
                SERVICE + "ModelInfer",
                inferRequest(request),
                ModelInferResponse.getDefaultInstance());
    }

    private static ModelInferRequest inferRequest(String text) throws Exception {
        return TextFormat.parse(text, ModelInferRequest.class);
    }
}
