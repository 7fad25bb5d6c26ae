// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.leat.codec.Batches;
import io.leat.codec.Codecs;
import io.leat.codec.Protos;
import io.leat.codec.protobuf.ProtoNames;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.BatchCodec;
import io.leat.protocol.BatchableRequest;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.seldon.Tensor;
import io.leat.wire.tensorflow.DataType;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.TensorShapeProto;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.v2.InferParameter;
import io.leat.wire.v2.InferTensorContents;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferRequest.InferInputTensor;
import io.leat.wire.v2.ModelInferRequest.InferRequestedOutputTensor;
import io.leat.wire.v2.ModelInferResponse;
import io.leat.wire.v2.ModelInferResponse.InferOutputTensor;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What shares a call in protobuf, and what other batchers have lost on the way. */
class GrpcBatchCodecTest {

    private static final BatchCodec V2 = Codecs.batch(Protocol.V2, Transport.GRPC);

    private static InferInputTensor.Builder input(String datatype, long... shape) {
        InferInputTensor.Builder input =
                InferInputTensor.newBuilder().setName("x").setDatatype(datatype);
        for (long size : shape) {
            input.addShape(size);
        }
        return input;
    }

    private static ModelInferRequest.Builder raw(String datatype, long rows, int... bytes) {
        return ModelInferRequest.newBuilder()
                .setModelName("m")
                .addInputs(input(datatype, rows, 1))
                .addRawInputContents(bytes(bytes));
    }

    private static ByteString bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteString.copyFrom(bytes);
    }

    private static Payload payload(ModelInferRequest.Builder request) {
        return new Payload(request.build().toByteArray(), ProtoNames.V2_REQUEST);
    }

    private static List<BatchableRequest> parts(ModelInferRequest.Builder... requests) {
        return Stream.of(requests).map(request -> V2.read(payload(request), "p")).toList();
    }

    @Test
    void keepsParametersAndRequestedOutputs() throws Exception {
        ModelInferRequest.Builder one =
                raw("BOOL", 1, 1)
                        .setId("a")
                        .putParameters("k", InferParameter.newBuilder().setBoolParam(true).build())
                        .addOutputs(InferRequestedOutputTensor.newBuilder().setName("y"));
        ModelInferRequest.Builder two = one.clone().setId("b");

        Payload merged = V2.merge(parts(one, two));

        assertThat(ModelInferRequest.parseFrom(merged.body()))
                .isEqualTo(
                        one.clone()
                                .setInputs(0, input("BOOL", 2, 1))
                                .setRawInputContents(0, bytes(1, 1))
                                .build());
    }

    private static Stream<ModelInferRequest.Builder> ofTheSameLength() {
        ModelInferRequest.Builder request = raw("INT8", 2, 1, 2).setId("a");
        return Stream.of(
                request.clone().setInputs(0, input("INT8", 1, 2)),
                request.clone().setInputs(0, input("BOOL", 2, 1)),
                request.clone().setInputs(0, input("INT8", 2, 1).setName("y")),
                request.clone().setModelName("n"),
                request.clone().setId("b"),
                request.clone().setInputs(0, input("INT8", 3, 1)));
    }

    @ParameterizedTest
    @MethodSource("ofTheSameLength")
    void readsARequestAsItIsWhateverCameBefore(ModelInferRequest.Builder request) {
        BatchCodec codec = Codecs.batch(Protocol.V2, Transport.GRPC);
        codec.read(payload(raw("INT8", 2, 1, 2).setId("a")), "p");

        BatchableRequest part = codec.read(payload(request), "q");

        BatchableRequest expected =
                Codecs.batch(Protocol.V2, Transport.GRPC).read(payload(request), "q");
        assertThat(part).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(expected);
    }

    @Test
    void readsWhatStandsBehindTheRowsToo() {
        ModelInferRequest.Builder request =
                ModelInferRequest.newBuilder()
                        .addInputs(
                                input("FP32", 1, 1)
                                        .setContents(
                                                InferTensorContents.newBuilder()
                                                        .addFp32Contents(1)));
        List<BatchableRequest> parts = parts(request, request.clone(), asking(request, "y"));
        List<BatchableRequest> asking = parts(asking(request, "y"), asking(request, "z"));

        assertThat(parts.get(0).key()).isEqualTo(parts.get(1).key());
        assertThat(parts.get(0).key()).isNotEqualTo(parts.get(2).key());
        assertThat(asking.get(0).key()).isNotEqualTo(asking.get(1).key());
    }

    private static ModelInferRequest.Builder asking(
            ModelInferRequest.Builder request, String output) {
        return request.clone().addOutputs(InferRequestedOutputTensor.newBuilder().setName(output));
    }

    @Test
    void keepsTheRowsOfRequestsThatDifferInThemOnly() throws Exception {
        List<BatchableRequest> parts =
                parts(raw("INT8", 2, 1, 2), raw("INT8", 2, 3, 4), raw("INT8", 2, 5, 6));

        Payload merged = V2.merge(parts);

        assertThat(ModelInferRequest.parseFrom(merged.body()))
                .isEqualTo(raw("INT8", 6, 1, 2, 3, 4, 5, 6).build());
    }

    @Test
    void cutsAnswersThatDifferInTheirRowsOnly() throws Exception {
        List<BatchableRequest> parts =
                parts(
                        raw("INT8", 1, 1),
                        raw("INT8", 1, 2),
                        raw("INT8", 2, 3, 4),
                        raw("INT8", 1, 5));
        ModelInferResponse.Builder answer =
                ModelInferResponse.newBuilder()
                        .addOutputs(
                                InferOutputTensor.newBuilder()
                                        .setName("y")
                                        .setDatatype("INT8")
                                        .addShape(5))
                        .addOutputs(
                                InferOutputTensor.newBuilder()
                                        .setName("z")
                                        .setDatatype("INT16")
                                        .addShape(5))
                        .addRawOutputContents(bytes(1, 2, 3, 4, 5))
                        .addRawOutputContents(bytes(1, 0, 2, 0, 3, 0, 4, 0, 5, 0));

        List<Payload> answers =
                V2.split(new Payload(answer.build().toByteArray(), ProtoNames.V2_RESPONSE), parts);

        List<List<ByteString>> rows = new ArrayList<>();
        for (Payload own : answers) {
            ModelInferResponse read = ModelInferResponse.parseFrom(own.body());
            assertThat(read.getOutputs(1).getShape(0))
                    .isEqualTo(read.getRawOutputContents(0).size());
            rows.add(read.getRawOutputContentsList());
        }
        assertThat(rows)
                .containsExactly(
                        List.of(bytes(1), bytes(1, 0)),
                        List.of(bytes(2), bytes(2, 0)),
                        List.of(bytes(3, 4), bytes(3, 0, 4, 0)),
                        List.of(bytes(5), bytes(5, 0)));
    }

    @Test
    void cutsRawTextsAtTheirLengths() throws Exception {
        List<BatchableRequest> parts =
                parts(
                        raw("BYTES", 1, 1, 0, 0, 0, 'a').setId("a"),
                        raw("BYTES", 2, 0, 0, 0, 0, 2, 0, 0, 0, 'b', 'c').setId("b"));
        ModelInferResponse.Builder answer =
                ModelInferResponse.newBuilder()
                        .setId("a")
                        .addOutputs(InferOutputTensor.newBuilder().setDatatype("BYTES").addShape(3))
                        .addRawOutputContents(
                                bytes(0, 0, 0, 0, 1, 0, 0, 0, 'x', 2, 0, 0, 0, 'y', 'z'));

        List<Payload> answers =
                V2.split(new Payload(answer.build().toByteArray(), ProtoNames.V2_RESPONSE), parts);

        assertThat(ModelInferResponse.parseFrom(answers.get(1).body()))
                .isEqualTo(
                        ModelInferResponse.newBuilder()
                                .setId("b")
                                .addOutputs(
                                        InferOutputTensor.newBuilder()
                                                .setDatatype("BYTES")
                                                .addShape(2))
                                .addRawOutputContents(bytes(1, 0, 0, 0, 'x', 2, 0, 0, 0, 'y', 'z'))
                                .build());
    }

    static Stream<ModelInferResponse.Builder> notTheirs() {
        ModelInferResponse.Builder none = ModelInferResponse.newBuilder();
        InferOutputTensor.Builder three =
                InferOutputTensor.newBuilder().setDatatype("INT8").addShape(3);
        return Stream.of(
                none,
                none.clone().addOutputs(three),
                none.clone().addOutputs(three).addRawOutputContents(bytes(1, 2)),
                none.clone().addOutputs(three).addRawOutputContents(bytes(1, 2, 3, 4)),
                none.clone()
                        .addOutputs(three.clone().setShape(0, 2))
                        .addRawOutputContents(bytes(1, 2)),
                none.clone()
                        .addOutputs(three)
                        .addOutputs(three.clone().setShape(0, 1))
                        .addRawOutputContents(bytes(1, 2, 3))
                        .addRawOutputContents(bytes(1)),
                none.clone().addOutputs(three).addOutputs(three).addRawOutputContents(bytes(1, 2)));
    }

    @ParameterizedTest
    @MethodSource("notTheirs")
    void refusesAnAnswerThatHasNotTheRowsThatWereSent(ModelInferResponse.Builder answer) {
        Payload payload = new Payload(answer.build().toByteArray(), ProtoNames.V2_RESPONSE);

        assertThatThrownBy(() -> V2.split(payload, parts(raw("INT8", 1, 7), raw("INT8", 2, 8, 9))))
                .isInstanceOf(BadPayloadException.class)
                .hasMessageEndingWith("rows (expected: 3, as many as were sent)");
    }

    @Test
    void refusesAnAnswerInWhichARowIsNotToldFromAParameter() {
        ModelInferResponse answer =
                ModelInferResponse.newBuilder()
                        .addOutputs(
                                InferOutputTensor.newBuilder()
                                        .setDatatype("INT8")
                                        .addShape(2)
                                        .addShape(1))
                        .addOutputs(InferOutputTensor.newBuilder().setDatatype("INT8").addShape(2))
                        .addRawOutputContents(bytes(1, 2))
                        .addRawOutputContents(bytes(3, 4))
                        .build();
        Payload payload = new Payload(answer.toByteArray(), ProtoNames.V2_RESPONSE);

        assertThatThrownBy(() -> V2.split(payload, parts(raw("INT8", 1, 7), raw("INT8", 1, 8))))
                .isInstanceOf(BadPayloadException.class)
                .hasMessageStartingWith("an answer with outputs of one dimension beside");
    }

    /** Protobuf's own classes write no such text. */
    private static byte[] withId(Message message, int field, int... id) {
        ByteString text = bytes(field << 3 | 2, id.length).concat(bytes(id));
        return message.toByteString().concat(text).toByteArray();
    }

    @Test
    void sendsAloneWhatCallsItselfByWhatIsNoText() {
        byte[] request =
                withId(
                        raw("INT8", 1, 1).build(),
                        ModelInferRequest.ID_FIELD_NUMBER,
                        0xed,
                        0xa0,
                        0x80);

        assertThat(Batches.goesAlone(V2, new Payload(request, ProtoNames.V2_REQUEST))).isTrue();
    }

    @Test
    void leavesAnIdThatIsNoEchoAsItIs() throws Exception {
        ModelInferResponse answer =
                ModelInferResponse.newBuilder()
                        .addOutputs(InferOutputTensor.newBuilder().setDatatype("INT8").addShape(2))
                        .addRawOutputContents(bytes(1, 2))
                        .build();
        Payload payload =
                new Payload(
                        withId(answer, ModelInferResponse.ID_FIELD_NUMBER, 0xff),
                        ProtoNames.V2_RESPONSE);

        List<Payload> answers = V2.split(payload, parts(raw("INT8", 1, 7), raw("INT8", 1, 8)));

        for (Payload own : answers) {
            assertThat(HexFormat.of().formatHex(own.body())).contains("1a01ff");
        }
    }

    static Stream<ModelInferRequest.Builder> loners() {
        ModelInferRequest.Builder none = ModelInferRequest.newBuilder().setModelName("m");
        return Stream.of(
                none,
                none.clone().addInputs(input("INT8", 1, 1)),
                none.clone().addInputs(input("INT8", 4)).addRawInputContents(bytes(1, 2, 3, 4)),
                none.clone().addInputs(input("INT8")).addRawInputContents(bytes(1)),
                raw("INT8", 1, 7).addInputs(input("INT8", 1)).addRawInputContents(bytes(9)),
                none.clone()
                        .addInputs(input("INT8", 1))
                        .addInputs(input("INT8", 1, 1))
                        .addRawInputContents(bytes(9))
                        .addRawInputContents(bytes(7)),
                raw("INT8", 1, 1, 2),
                raw("INT8", 0),
                raw("INT8", -1, 1),
                raw("BYTES", 1, 9, 0, 0, 0, 'a'),
                raw("BYTES", 1, -1, -1, -1, -1, 'a'),
                raw("COMPLEX", 1, 1, 2),
                raw("INT8", 1, 1).addRawInputContents(bytes(1)),
                raw("INT8", 1, 1)
                        .putParameters(
                                "sequence_id",
                                InferParameter.newBuilder().setInt64Param(1).build()),
                none.clone()
                        .addInputs(
                                input("INT32", 1, 2)
                                        .setContents(
                                                InferTensorContents.newBuilder()
                                                        .addIntContents(1))),
                none.clone()
                        .addInputs(
                                input("INT32", 1, 1)
                                        .setContents(
                                                InferTensorContents.newBuilder()
                                                        .addIntContents(1)
                                                        .addUintContents(1))));
    }

    @ParameterizedTest
    @MethodSource("loners")
    void sendsAloneWhatHasNoRowsToBeSureOf(ModelInferRequest.Builder request) {
        assertThat(Batches.goesAlone(V2, payload(request))).isTrue();
    }

    @Test
    void keepsApartWhatDiffersInItsTypeOrInHowItIsWritten() {
        ModelInferRequest.Builder typed =
                ModelInferRequest.newBuilder()
                        .setModelName("m")
                        .addInputs(
                                input("INT8", 1, 1)
                                        .setContents(
                                                InferTensorContents.newBuilder()
                                                        .addIntContents(1)));

        assertThat(
                        parts(
                                raw("INT8", 1, 1),
                                raw("BOOL", 1, 1),
                                raw("INT8", 1, 1).setId("a"),
                                raw("INT8", 1, 1).setModelName("n"),
                                raw("INT8", 1, 1)
                                        .addOutputs(
                                                InferRequestedOutputTensor.newBuilder()
                                                        .setName("y")),
                                typed))
                .extracting(BatchableRequest::key)
                .doesNotHaveDuplicates();
    }

    @Test
    void takesTheInputsOfTensorflowInAnyOrder() {
        TensorProto tensor =
                TensorProto.newBuilder()
                        .setDtype(DataType.DT_FLOAT)
                        .setTensorShape(
                                TensorShapeProto.newBuilder()
                                        .addDim(TensorShapeProto.Dim.newBuilder().setSize(1)))
                        .addFloatVal(1)
                        .build();
        PredictRequest a = PredictRequest.newBuilder().putInputs("a", tensor).build();
        PredictRequest b = PredictRequest.newBuilder().putInputs("b", tensor).build();
        BatchCodec codec = Codecs.batch(Protocol.TENSORFLOW, Transport.GRPC);

        List<List<Integer>> groups =
                Batches.groups(codec, List.of(predict(a, b), predict(b, a), predict(a, a)));

        assertThat(groups).containsExactly(List.of(0, 1), List.of(2));
    }

    /** One message after the other is both. */
    private static Payload predict(PredictRequest one, PredictRequest other) {
        return new Payload(
                one.toByteString().concat(other.toByteString()).toByteArray(),
                ProtoNames.TF_PREDICT_REQUEST);
    }

    @Test
    void sendsAloneATensorflowListThatIsToBeFilledUp() {
        TensorProto filled =
                TensorProto.newBuilder()
                        .setDtype(DataType.DT_FLOAT)
                        .setTensorShape(
                                TensorShapeProto.newBuilder()
                                        .addDim(TensorShapeProto.Dim.newBuilder().setSize(1))
                                        .addDim(TensorShapeProto.Dim.newBuilder().setSize(2)))
                        .addFloatVal(1)
                        .build();

        assertThat(
                        Batches.goesAlone(
                                Codecs.batch(Protocol.TENSORFLOW, Transport.GRPC),
                                new Payload(
                                        PredictRequest.newBuilder()
                                                .putInputs("x", filled)
                                                .build()
                                                .toByteArray(),
                                        ProtoNames.TF_PREDICT_REQUEST)))
                .isTrue();
    }

    private static TensorProto tensor(float value, long... shape) {
        TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
        for (long size : shape) {
            dimensions.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return TensorProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(dimensions)
                .addFloatVal(value)
                .build();
    }

    static Stream<TensorProto> parameters() {
        TensorProto withoutShape =
                TensorProto.newBuilder().setDtype(DataType.DT_FLOAT).addFloatVal(7).build();
        return Stream.of(tensor(7), tensor(7, 1), withoutShape);
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void sendsAloneRowsWithAParameterBesideThem(TensorProto parameter) {
        PredictRequest request =
                PredictRequest.newBuilder()
                        .putInputs("x", tensor(1, 1, 1))
                        .putInputs("keep", parameter)
                        .build();

        assertThat(
                        Batches.goesAlone(
                                Codecs.batch(Protocol.TENSORFLOW, Transport.GRPC),
                                new Payload(request.toByteArray(), ProtoNames.TF_PREDICT_REQUEST)))
                .isTrue();
    }

    static Stream<SeldonMessage.Builder> otherMessages() {
        return Stream.of(
                SeldonMessage.newBuilder(),
                SeldonMessage.newBuilder().setStrData("x"),
                SeldonMessage.newBuilder().setBinData(ByteString.copyFromUtf8("x")),
                SeldonMessage.newBuilder().setJsonData(Protos.value(Protos.value(1))),
                data(DefaultData.newBuilder().setNdarray(Protos.list(Protos.value(1)))),
                data(DefaultData.newBuilder().setNdarray(Protos.list())),
                data(
                        DefaultData.newBuilder()
                                .setNdarray(
                                        Protos.list(
                                                Protos.value(Protos.value(1)),
                                                Protos.value(Protos.value("1"))))),
                data(
                        DefaultData.newBuilder()
                                .setTensor(Tensor.newBuilder().addShape(1).addValues(1))));
    }

    private static SeldonMessage.Builder data(DefaultData.Builder data) {
        return SeldonMessage.newBuilder().setData(data);
    }

    @ParameterizedTest
    @MethodSource("otherMessages")
    void sendsAloneSeldonMessagesWithoutAMatrix(SeldonMessage.Builder message) {
        assertThat(
                        Batches.goesAlone(
                                Codecs.batch(Protocol.SELDON, Transport.GRPC),
                                new Payload(
                                        message.build().toByteArray(), ProtoNames.SELDON_MESSAGE)))
                .isTrue();
    }
}
