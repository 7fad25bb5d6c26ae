// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.protobuf;

import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.codec.tensor.ElementLayout;
import io.leat.codec.tensor.TensorRank;
import io.leat.protocol.BadPayloadException;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a SeldonMessage's {@code data} can hold, as a tensor whose rows can be told apart. */
public final class SeldonTensor {

    private static final int TENSOR = DefaultData.TENSOR_FIELD_NUMBER;
    private static final int NDARRAY = DefaultData.NDARRAY_FIELD_NUMBER;
    private static final int TFTENSOR = DefaultData.TFTENSOR_FIELD_NUMBER;
    private static final int SHAPE = Tensor.SHAPE_FIELD_NUMBER;
    private static final int VALUES = Tensor.VALUES_FIELD_NUMBER;
    private static final int ROW = ListValue.VALUES_FIELD_NUMBER;
    private static final int LIST = Value.LIST_VALUE_FIELD_NUMBER;
    private static final int STRUCT = Value.STRUCT_VALUE_FIELD_NUMBER;
    private static final int MAX_DEPTH = 32;

    private SeldonTensor() {}

    /** Reads one; null if its rows cannot be told apart. */
    public static @Nullable ProtoTensor read(byte[] body, Field kind, TensorRank rank)
            throws BadPayloadException {
        return switch (kind.number()) {
            case TENSOR -> kind.isBlock(TENSOR) ? tensor(body, kind) : null;
            case NDARRAY -> kind.isBlock(NDARRAY) ? ndarray(body, kind, rank) : null;
            case TFTENSOR -> kind.isBlock(TFTENSOR) ? TfTensor.read(body, kind) : null;
            default -> null;
        };
    }

    private static @Nullable ProtoTensor tensor(byte[] body, Field tensor)
            throws BadPayloadException {
        List<Long> shape = new ArrayList<>(2);
        Field values = null;
        for (Field field : ProtobufFields.fields(body, tensor)) {
            if (field.number() == SHAPE) {
                V2Tensor.integers(body, field, shape);
            } else if (field.isBlock(VALUES) && values == null) {
                values = field;
            } else {
                return null;
            }
        }
        if (values == null || shape.isEmpty()) {
            return null;
        }
        ProtoTensor.Head head = (out, rows) -> ProtobufFields.writeShape(out, SHAPE, rows, shape);
        return new ProtoTensor(
                shape,
                values.value(),
                values.end(),
                ElementLayout.fixed(8),
                head,
                new ProtoTensor.InField(VALUES),
                ProtobufFields.write(16, out -> head.write(out, 1)));
    }

    /** A list whose elements are the rows; of a request each must be a list like the others. */
    private static @Nullable ProtoTensor ndarray(byte[] body, Field list, TensorRank rank)
            throws BadPayloadException {
        List<Field> rows = ProtobufFields.fields(body, list);
        String each = "";
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).isBlock(ROW)) {
                return null;
            }
            if (rank == TensorRank.MATRIX) {
                String shape = shape(body, rows.get(i), 0);
                if (shape == null || !shape.startsWith("[") || (i > 0 && !shape.equals(each))) {
                    return null;
                }
                each = shape;
            }
        }
        // Each row counts for one element; the second size makes a matrix of it.
        return new ProtoTensor(
                List.of((long) rows.size(), 1L),
                list.value(),
                list.end(),
                ElementLayout.FIELD,
                (out, count) -> {},
                new ProtoTensor.AsFields(),
                each.getBytes(StandardCharsets.UTF_8));
    }

    /** Shape and types of a value as a word; null if it is an object, nothing, or too deep. */
    private static @Nullable String shape(byte[] body, Field value, int depth)
            throws BadPayloadException {
        Field kind = ProtobufFields.last(ProtobufFields.fields(body, value), 1, LIST);
        if (kind == null || kind.number() == STRUCT || depth > MAX_DEPTH) {
            return null;
        }
        if (!kind.isBlock(LIST)) {
            return Integer.toString(kind.number());
        }
        return list(body, kind, depth);
    }

    private static @Nullable String list(byte[] body, Field list, int depth)
            throws BadPayloadException {
        List<String> shapes = new ArrayList<>();
        for (Field cell : ProtobufFields.fields(body, list)) {
            String shape = cell.isBlock(ROW) ? shape(body, cell, depth + 1) : null;
            if (shape == null) {
                return null;
            }
            shapes.add(shape);
        }
        boolean same = shapes.stream().distinct().limit(2).count() < 2;
        return same && !shapes.isEmpty()
                ? "[" + shapes.size() + "*" + shapes.get(0)
                : "[(" + String.join(",", shapes) + ")";
    }
}
