// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Value;
import io.leat.local.example.picture.GreyImage;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.seldon.Tensor;
import java.util.Arrays;
import java.util.List;

/** SeldonMessages over gRPC. */
record SeldonGrpcFormat() implements FashionFormat {

    @Override
    public Payload request(GreyImage image) {
        Tensor.Builder tensor =
                Tensor.newBuilder().addShape(1).addShape(GreyImage.SIDE).addShape(GreyImage.SIDE);
        Arrays.stream(image.pixels()).forEach(tensor::addValues);
        SeldonMessage message =
                SeldonMessage.newBuilder()
                        .setData(DefaultData.newBuilder().setTensor(tensor))
                        .build();
        return new Payload(message.toByteArray(), "seldon.protos.SeldonMessage");
    }

    @Override
    public FashionAnswer read(Payload answer) throws BadPayloadException {
        try {
            SeldonMessage message = SeldonMessage.parseFrom(answer.body());
            return new FashionAnswer(
                    prediction(message.getData()), message.getMeta().getRoutingMap(), null);
        } catch (InvalidProtocolBufferException e) {
            throw new BadPayloadException("reply: malformed SeldonMessage");
        }
    }

    private static FashionPrediction prediction(DefaultData data) throws BadPayloadException {
        if (data.hasTensor()) {
            return FashionPrediction.read(
                    data.getTensor().getValuesList().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray());
        }
        if (data.getNdarray().getValuesCount() == 0) {
            throw new BadPayloadException("reply: no data.tensor and no data.ndarray");
        }
        List<Value> row = data.getNdarray().getValues(0).getListValue().getValuesList();
        boolean named = data.getNamesList().equals(List.of(ClassNamer.LABEL, ClassNamer.SCORE));
        return named && row.size() == 2
                ? FashionPrediction.named(row.get(0).getStringValue(), row.get(1).getNumberValue())
                : FashionPrediction.read(row.stream().mapToDouble(Value::getNumberValue).toArray());
    }
}
