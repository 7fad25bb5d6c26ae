// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.Value;
import io.leat.codec.Batches;
import io.leat.codec.Codecs;
import io.leat.codec.ProtoRowModels;
import io.leat.codec.Protos;
import io.leat.codec.protobuf.ProtoNames;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.Meta;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.seldon.Tensor;
import io.leat.wire.tensorflow.DataType;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.TensorShapeProto;
import io.leat.wire.tensorflow.serving.ModelSpec;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.tensorflow.serving.PredictResponse;
import io.leat.wire.v2.InferParameter;
import io.leat.wire.v2.InferTensorContents;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferRequest.InferInputTensor;
import io.leat.wire.v2.ModelInferResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** For any mix of requests: merged, called and split is the same as a call for each. */
class GrpcBatchCodecProperties {

    private static void assertSameAsAlone(
            Protocol protocol,
            List<? extends Message> messages,
            String type,
            Parser<? extends Message> answer,
            Batches.Model model)
            throws BadPayloadException, InvalidProtocolBufferException {
        List<Payload> requests =
                messages.stream().map(message -> new Payload(message.toByteArray(), type)).toList();

        List<Payload> answers =
                Batches.shared(Codecs.batch(protocol, Transport.GRPC), requests, model);

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answer.parseFrom(answers.get(i).body()))
                    .as("answer to %s", messages.get(i))
                    .isEqualTo(answer.parseFrom(model.apply(requests.get(i)).body()));
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void v2(@ForAll @Size(min = 1, max = 12) List<@From("v2Requests") ModelInferRequest> requests)
            throws Exception {
        assertSameAsAlone(
                Protocol.V2,
                requests,
                ProtoNames.V2_REQUEST,
                ModelInferResponse.parser(),
                ProtoRowModels::v2);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void tensorflow(
            @ForAll @Size(min = 1, max = 12) List<@From("tfRequests") PredictRequest> requests)
            throws Exception {
        assertSameAsAlone(
                Protocol.TENSORFLOW,
                requests,
                ProtoNames.TF_PREDICT_REQUEST,
                PredictResponse.parser(),
                ProtoRowModels::tensorflow);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void seldon(
            @ForAll @Size(min = 1, max = 12) List<@From("seldonRequests") SeldonMessage> requests)
            throws Exception {
        assertSameAsAlone(
                Protocol.SELDON,
                requests,
                ProtoNames.SELDON_MESSAGE,
                SeldonMessage.parser(),
                ProtoRowModels::seldon);
    }

    /** Few kinds of requests, so that many share a call, with values of their own. */
    private static Arbitrary<Random> kinds() {
        return Arbitraries.longs().map(Random::new);
    }

    private static ByteString word(Random random) {
        byte[] word = new byte[random.nextInt(200)];
        random.nextBytes(word);
        return ByteString.copyFromUtf8(new String(word, StandardCharsets.ISO_8859_1));
    }

    @Provide
    Arbitrary<ModelInferRequest> v2Requests() {
        return kinds().map(
                        random -> {
                            int rows = 1 + random.nextInt(3);
                            boolean raw = random.nextBoolean();
                            ModelInferRequest.Builder request =
                                    ModelInferRequest.newBuilder().setModelName("m");
                            if (random.nextInt(4) > 0) {
                                request.setId("id-" + random.nextInt(1000));
                            }
                            if (random.nextInt(4) == 0) {
                                request.putParameters(
                                        "p", InferParameter.newBuilder().setInt64Param(1).build());
                            }
                            int inputs = 1 + random.nextInt(2);
                            for (int i = 0; i < inputs; i++) {
                                input(request, "x" + i, rows, raw, random);
                            }
                            return request.build();
                        });
    }

    private static void input(
            ModelInferRequest.Builder request, String name, int rows, boolean raw, Random random) {
        int columns = 1 + random.nextInt(2);
        String datatype =
                raw
                        ? List.of("FP32", "BOOL", "BYTES").get(random.nextInt(3))
                        : List.of("FP32", "FP64", "BOOL", "BYTES", "INT64").get(random.nextInt(5));
        InferInputTensor.Builder input =
                InferInputTensor.newBuilder()
                        .setName(name)
                        .setDatatype(datatype)
                        .addShape(rows)
                        .addShape(columns);
        if (raw) {
            request.addRawInputContents(raw(datatype, rows * columns, random));
        } else {
            input.setContents(typed(datatype, rows * columns, random));
        }
        request.addInputs(input);
    }

    private static ByteString raw(String datatype, int elements, Random random) {
        ByteString all = ByteString.EMPTY;
        for (int i = 0; i < elements; i++) {
            ByteBuffer next = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            ByteString word = word(random);
            all =
                    all.concat(
                            switch (datatype) {
                                case "FP32" ->
                                        ByteString.copyFrom(next.putFloat(random.nextInt()).flip());
                                case "BOOL" ->
                                        ByteString.copyFrom(new byte[] {(byte) random.nextInt(2)});
                                default -> ProtoRowModels.V2.lengthBefore(word).concat(word);
                            });
        }
        return all;
    }

    private static InferTensorContents typed(String datatype, int elements, Random random) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        for (int i = 0; i < elements; i++) {
            switch (datatype) {
                case "FP32" -> contents.addFp32Contents(random.nextFloat());
                case "FP64" -> contents.addFp64Contents(random.nextDouble());
                case "BOOL" -> contents.addBoolContents(random.nextBoolean());
                case "INT64" -> contents.addInt64Contents(random.nextLong() >> random.nextInt(64));
                default -> contents.addBytesContents(word(random));
            }
        }
        return contents.build();
    }

    @Provide
    Arbitrary<PredictRequest> tfRequests() {
        return kinds().map(
                        random -> {
                            PredictRequest.Builder request =
                                    PredictRequest.newBuilder()
                                            .setModelSpec(ModelSpec.newBuilder().setName("m"));
                            if (random.nextInt(4) == 0) {
                                request.addOutputFilter("y");
                            }
                            int rows = 1 + random.nextInt(3);
                            int inputs = 1 + random.nextInt(2);
                            for (int i = 0; i < inputs; i++) {
                                request.putInputs("x" + (inputs - i), tensor(rows, random));
                            }
                            return request.build();
                        });
    }

    private static TensorProto tensor(int rows, Random random) {
        int columns = 1 + random.nextInt(2);
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setTensorShape(
                                TensorShapeProto.newBuilder()
                                        .addDim(dim(rows).setName("batch"))
                                        .addDim(dim(columns)));
        int elements = rows * columns;
        int kind = random.nextInt(4);
        if (kind == 0) {
            byte[] content = new byte[4 * elements];
            random.nextBytes(content);
            return tensor.setDtype(DataType.DT_FLOAT)
                    .setTensorContent(ByteString.copyFrom(content))
                    .build();
        }
        for (int i = 0; i < elements; i++) {
            switch (kind) {
                case 1 -> tensor.setDtype(DataType.DT_FLOAT).addFloatVal(random.nextFloat());
                case 2 -> tensor.setDtype(DataType.DT_INT8).addIntVal(-random.nextInt(100));
                default -> tensor.setDtype(DataType.DT_STRING).addStringVal(word(random));
            }
        }
        return tensor.build();
    }

    private static TensorShapeProto.Dim.Builder dim(int size) {
        return TensorShapeProto.Dim.newBuilder().setSize(size);
    }

    @Provide
    Arbitrary<SeldonMessage> seldonRequests() {
        return kinds().map(
                        random -> {
                            SeldonMessage.Builder message = SeldonMessage.newBuilder();
                            if (random.nextInt(3) > 0) {
                                message.setMeta(
                                        Meta.newBuilder()
                                                .setPuid("p" + random.nextInt(1000))
                                                .putTags("t", Protos.value(random.nextInt(2))));
                            }
                            return message.setData(data(random)).build();
                        });
    }

    private static DefaultData data(Random random) {
        int rows = 1 + random.nextInt(3);
        int columns = 1 + random.nextInt(2);
        DefaultData.Builder data = DefaultData.newBuilder().addNames("a");
        switch (random.nextInt(3)) {
            case 0 -> {
                Tensor.Builder tensor = Tensor.newBuilder().addShape(rows).addShape(columns);
                for (int i = 0; i < rows * columns; i++) {
                    tensor.addValues(random.nextDouble());
                }
                data.setTensor(tensor);
            }
            case 1 -> data.setTftensor(tensor(rows, random));
            default -> {
                ListValue.Builder list = ListValue.newBuilder();
                for (int row = 0; row < rows; row++) {
                    Value[] cells = new Value[columns];
                    for (int cell = 0; cell < columns; cell++) {
                        cells[cell] =
                                cell == 0
                                        ? Protos.value(random.nextDouble())
                                        : Protos.value(word(random).toStringUtf8());
                    }
                    list.addValues(Protos.value(cells));
                }
                data.setNdarray(list);
            }
        }
        return data.build();
    }
}
