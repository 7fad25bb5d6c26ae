// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.leat.modelserver.ColumnsModel;
import io.leat.modelserver.TwiceModel;
import io.leat.modelserver.TwoInputModel;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.tensorflow.serving.PredictResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorFlowGrpcTest {

    private static final String PREDICT = "tensorflow.serving.PredictionService/Predict";
    private static final String SHAPE = "tensor_shape { dim { size: 1 } dim { size: 2 } } ";

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
        client = new GrpcClient(server.address("twice"));
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "float_val: 1 float_val: 2.5|2.0|5.0",
                "float_val: 3|6.0|6.0",
                "tensor_content: '\\000\\000\\200\\077\\000\\000\\040\\100'|2.0|5.0",
                "|0.0|0.0",
            })
    void answersHoweverTheValuesAreStated(String values, float left, float right) throws Exception {
        PredictResponse reply =
                predict(request("twice", "x", "dtype: DT_FLOAT " + SHAPE + text(values)));

        TensorProto y = reply.getOutputsOrThrow("y");
        assertThat(y.getFloatValList()).containsExactly(left, right);
        assertThat(y.getTensorShape().getDim(1).getSize()).isEqualTo(2);
        assertThat(reply.getModelSpec().getName()).isEqualTo("twice");
        assertThat(reply.getModelSpec().getVersion().getValue()).isEqualTo(1);
        assertThat(reply.getModelSpec().getSignatureName()).isEqualTo("serving_default");
    }

    @Test
    void takesAndAnswersEveryKindOfNumber() throws Exception {
        PredictRequest request =
                request(
                        "order",
                        "price",
                        "dtype: DT_DOUBLE tensor_shape { dim { size: 2 } } double_val: 1.5 double_val: 2");
        PredictRequest both =
                request.toBuilder()
                        .putInputs(
                                "count",
                                tensor(
                                        "dtype: DT_INT8 tensor_shape { dim { size: 2 } } int_val: 1 int_val: 3"))
                        .build();

        PredictResponse reply = predict(both);

        assertThat(reply.getOutputsOrThrow("sum").getDoubleValList()).containsExactly(1.5, 6.0);
        assertThat(reply.getOutputsOrThrow("many").getBoolValList()).containsExactly(false, true);
        assertThat(predict(both.toBuilder().addOutputFilter("many").build()).getOutputsMap())
                .containsOnlyKeys("many");
    }

    @Test
    void answersTexts() throws Exception {
        PredictResponse reply =
                predict(
                        request(
                                "columns",
                                "y",
                                "dtype: DT_FLOAT " + SHAPE + "float_val: 2 float_val: 1"));

        assertThat(reply.getOutputsOrThrow("side").getStringVal(0).toStringUtf8())
                .isEqualTo("left");
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "thrice|x|dtype: DT_FLOAT|NOT_FOUND: model \"thrice\" (expected: [columns, order, twice])",
                "twice|z|dtype: DT_FLOAT|INVALID_ARGUMENT: inputs: no \"x\" (expected: [x])",
                "twice|x|dtype: DT_HALF|INVALID_ARGUMENT: x: DT_HALF (expected: floats, doubles, ints or bools)",
                "twice|x|dtype: DT_DOUBLE tensor_shape { dim { size: 1 } dim { size: 2 } }|INVALID_ARGUMENT: x: datatype FP64 (expected: FP32)",
                "twice|x|dtype: DT_FLOAT tensor_shape { dim { size: 1 } dim { size: 3 } }|INVALID_ARGUMENT: x: shape [1,3] (expected: [-1,2])",
                "twice|x|dtype: DT_FLOAT tensor_shape { dim { size: -1 } }|INVALID_ARGUMENT: x: shape [-1] (expected: lengths of 0 or more)",
                "twice|x|dtype: DT_FLOAT tensor_shape { dim { size: 2000000000 } }|INVALID_ARGUMENT: x: FP32 of shape [2000000000] (expected: numbers, as many as the shape says, at most 4194304)",
                "twice|x|dtype: DT_FLOAT tensor_shape { dim { size: 2 } } tensor_content: 'abc'|INVALID_ARGUMENT: x: 3 raw bytes (expected: those of FP32 [2])",
                "twice|x|dtype: DT_INT8 tensor_shape { dim { size: 1 } } int_val: 128|INVALID_ARGUMENT: x: a number out of range (expected: INT8)",
            })
    void refusesWhatTheModelCannotTake(String model, String input, String tensor, String status)
            throws Exception {
        assertThat(client.refusal(PREDICT, request(model, input, tensor))).isEqualTo(status);
    }

    @Test
    void refusesAnotherSignatureAndAnotherVersion() throws Exception {
        PredictRequest signature =
                predictRequest("model_spec { name: 'twice' signature_name: 's' }");
        PredictRequest version =
                predictRequest("model_spec { name: 'twice' version { value: 2 } }");

        assertThat(client.refusal(PREDICT, signature))
                .isEqualTo(
                        "INVALID_ARGUMENT: signature_name \"s\" (expected: \"serving_default\")");
        assertThat(client.refusal(PREDICT, version))
                .isEqualTo("NOT_FOUND: model \"twice\" version 2 (expected: 1)");
    }

    @Test
    void answersAFailureOfTheModelWithoutItsText() throws Exception {
        PredictRequest unequal =
                request("order", "price", "dtype: DT_DOUBLE tensor_shape { dim { size: 2 } }")
                        .toBuilder()
                        .putInputs(
                                "count", tensor("dtype: DT_INT8 tensor_shape { dim { size: 1 } }"))
                        .build();

        assertThat(client.refusal(PREDICT, unequal))
                .isEqualTo("INTERNAL: the model failed: IllegalStateException");
    }

    private static PredictResponse predict(PredictRequest request) {
        return client.call(PREDICT, request, PredictResponse.getDefaultInstance());
    }

    private static PredictRequest request(String model, String input, String tensor)
            throws Exception {
        return predictRequest("model_spec { name: '" + model + "' }").toBuilder()
                .putInputs(input, tensor(tensor))
                .build();
    }

    private static PredictRequest predictRequest(String text) throws Exception {
        return TextFormat.parse(text, PredictRequest.class);
    }

    private static TensorProto tensor(String text) throws Exception {
        return TextFormat.parse(text, TensorProto.class);
    }

    private static String text(String stated) {
        return stated == null ? "" : stated;
    }
}
