// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import com.google.protobuf.InvalidProtocolBufferException;
import io.leat.local.example.picture.GreyImage;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.wire.v2.InferTensorContents;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferRequest.InferInputTensor;
import io.leat.wire.v2.ModelInferResponse;
import java.util.List;
import java.util.Map;

/** The V2 protocol's ModelInfer. The job fills in which model is asked. */
record V2GrpcFormat() implements FashionFormat {

    @Override
    public Payload request(GreyImage image) {
        InferTensorContents.Builder pixels = InferTensorContents.newBuilder();
        for (double pixel : image.pixels()) {
            pixels.addFp32Contents((float) pixel);
        }
        ModelInferRequest request =
                ModelInferRequest.newBuilder()
                        .addInputs(
                                InferInputTensor.newBuilder()
                                        .setName("images")
                                        .setDatatype("FP32")
                                        .addAllShape(
                                                List.of(
                                                        1L,
                                                        (long) GreyImage.SIDE,
                                                        (long) GreyImage.SIDE))
                                        .setContents(pixels))
                        .build();
        return new Payload(request.toByteArray(), "inference.ModelInferRequest");
    }

    @Override
    public FashionAnswer read(Payload answer) throws BadPayloadException {
        try {
            ModelInferResponse response = ModelInferResponse.parseFrom(answer.body());
            return new FashionAnswer(prediction(response), Map.of(), response.getModelName());
        } catch (InvalidProtocolBufferException e) {
            throw new BadPayloadException("reply: malformed ModelInferResponse");
        }
    }

    private static FashionPrediction prediction(ModelInferResponse response)
            throws BadPayloadException {
        InferTensorContents label = output(response, ClassNamer.LABEL);
        InferTensorContents score = output(response, ClassNamer.SCORE);
        if (label.getBytesContentsCount() == 1 && score.getFp32ContentsCount() == 1) {
            return FashionPrediction.named(
                    label.getBytesContents(0).toStringUtf8(), score.getFp32Contents(0));
        }
        return FashionPrediction.read(
                output(response, FashionExample.PROBABILITIES.name()).getFp32ContentsList().stream()
                        .mapToDouble(Float::doubleValue)
                        .toArray());
    }

    private static InferTensorContents output(ModelInferResponse response, String name) {
        return response.getOutputsList().stream()
                .filter(output -> output.getName().equals(name))
                .findFirst()
                .map(ModelInferResponse.InferOutputTensor::getContents)
                .orElse(InferTensorContents.getDefaultInstance());
    }
}
