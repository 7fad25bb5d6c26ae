// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.seldon.SeldonArray;
import io.leat.modelserver.seldon.SeldonTable;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.Meta;
import io.leat.wire.seldon.SeldonMessage;
import java.util.ArrayList;
import java.util.List;

/** SeldonProtoMessages that come in, and those that go out. */
final class SeldonProtoMessages {

    private static final String EXPECTED = " (expected: data.ndarray or data.tensor)";

    private SeldonProtoMessages() {}

    static SeldonArray read(SeldonMessage message) throws RefusedException {
        DefaultData data = message.getData();
        return switch (data.getDataOneofCase()) {
            case TENSOR -> tensor(data);
            case NDARRAY -> NestedValues.read(data.getNamesList(), data.getNdarray());
            case TFTENSOR -> throw RefusedException.badRequest("data.tftensor" + EXPECTED);
            case DATAONEOF_NOT_SET -> throw RefusedException.badRequest("no data" + EXPECTED);
        };
    }

    private static SeldonArray tensor(DefaultData data) throws RefusedException {
        List<Long> lengths = new ArrayList<>();
        data.getTensor().getShapeList().forEach(length -> lengths.add((long) length));
        Shape shape = new Shape(lengths);
        int count = data.getTensor().getValuesCount();
        if (shape.elements() != count) {
            throw RefusedException.badRequest(
                    "data.tensor: %d values (expected: those of shape %s)".formatted(count, shape));
        }
        return new SeldonArray(
                SeldonArray.Form.TENSOR,
                data.getNamesList(),
                shape,
                data.getTensor().getValuesList().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
    }

    /**
     * Writes an answer.
     *
     * @param asked the request's meta, of which the answer keeps what Seldon's wrapper hands on
     */
    static SeldonMessage write(SeldonTable table, Meta asked) {
        DefaultData.Builder data = DefaultData.newBuilder().addAllNames(table.names());
        switch (table.form()) {
            case TENSOR -> data.setTensor(tensor(table.tensors().get(0)));
            case NDARRAY ->
                    data.setNdarray(
                            table.isColumns()
                                    ? rows(table)
                                    : NestedValues.write(table.tensors().get(0)));
        }
        return SeldonMessage.newBuilder()
                .setMeta(asked.toBuilder().clearRouting())
                .setData(data)
                .build();
    }

    private static io.leat.wire.seldon.Tensor tensor(Tensor tensor) {
        io.leat.wire.seldon.Tensor.Builder out = io.leat.wire.seldon.Tensor.newBuilder();
        tensor.shape().lengths().forEach(length -> out.addShape(length.intValue()));
        for (int i = 0; i < tensor.values().size(); i++) {
            out.addValues(NestedValues.value(tensor, i).getNumberValue());
        }
        return out.build();
    }

    private static ListValue rows(SeldonTable table) {
        ListValue.Builder rows = ListValue.newBuilder();
        for (int row = 0; row < table.rows(); row++) {
            ListValue.Builder cells = ListValue.newBuilder();
            for (Tensor column : table.tensors()) {
                cells.addValues(NestedValues.value(column, row));
            }
            rows.addValues(Value.newBuilder().setListValue(cells));
        }
        return rows.build();
    }
}
