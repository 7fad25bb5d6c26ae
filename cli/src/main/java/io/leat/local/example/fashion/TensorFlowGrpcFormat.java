// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import com.google.protobuf.InvalidProtocolBufferException;
import io.leat.local.example.picture.GreyImage;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.wire.tensorflow.DataType;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.TensorShapeProto;
import io.leat.wire.tensorflow.serving.PredictRequest;
import io.leat.wire.tensorflow.serving.PredictResponse;
import java.util.List;
import java.util.Map;

/** TensorFlow Serving's Predict over gRPC. The job fills in which model is asked. */
record TensorFlowGrpcFormat() implements FashionFormat {

    @Override
    public Payload request(GreyImage image) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDtype(DataType.DT_FLOAT);
        TensorShapeProto.Builder shape = tensor.getTensorShapeBuilder();
        for (long length : List.of(1L, (long) GreyImage.SIDE, (long) GreyImage.SIDE)) {
            shape.addDimBuilder().setSize(length);
        }
        for (double pixel : image.pixels()) {
            tensor.addFloatVal((float) pixel);
        }
        PredictRequest request =
                PredictRequest.newBuilder().putInputs("images", tensor.build()).build();
        return new Payload(request.toByteArray(), "tensorflow.serving.PredictRequest");
    }

    @Override
    public FashionAnswer read(Payload answer) throws BadPayloadException {
        try {
            PredictResponse response = PredictResponse.parseFrom(answer.body());
            return new FashionAnswer(
                    prediction(response.getOutputsMap()),
                    Map.of(),
                    response.getModelSpec().getName());
        } catch (InvalidProtocolBufferException e) {
            throw new BadPayloadException("reply: malformed PredictResponse");
        }
    }

    private static FashionPrediction prediction(Map<String, TensorProto> outputs)
            throws BadPayloadException {
        TensorProto none = TensorProto.getDefaultInstance();
        TensorProto label = outputs.getOrDefault(ClassNamer.LABEL, none);
        TensorProto score = outputs.getOrDefault(ClassNamer.SCORE, none);
        if (label.getStringValCount() == 1 && score.getFloatValCount() == 1) {
            return FashionPrediction.named(
                    label.getStringVal(0).toStringUtf8(), score.getFloatVal(0));
        }
        return FashionPrediction.read(
                outputs
                        .getOrDefault(FashionExample.PROBABILITIES.name(), none)
                        .getFloatValList()
                        .stream()
                        .mapToDouble(Float::doubleValue)
                        .toArray());
    }
}
