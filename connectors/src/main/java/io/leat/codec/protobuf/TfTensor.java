// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.protobuf;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.codec.tensor.ElementLayout;
import io.leat.protocol.BadPayloadException;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.TensorShapeProto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a TensorProto whose elements are all there: a list that is to be filled up goes alone. */
public final class TfTensor {

    private static final int DTYPE = TensorProto.DTYPE_FIELD_NUMBER;
    private static final int SHAPE = TensorProto.TENSOR_SHAPE_FIELD_NUMBER;
    private static final int VERSION = TensorProto.VERSION_NUMBER_FIELD_NUMBER;
    private static final int CONTENT = TensorProto.TENSOR_CONTENT_FIELD_NUMBER;
    private static final int FLOATS = TensorProto.FLOAT_VAL_FIELD_NUMBER;
    private static final int DOUBLES = TensorProto.DOUBLE_VAL_FIELD_NUMBER;
    private static final int INTS = TensorProto.INT_VAL_FIELD_NUMBER;
    private static final int STRINGS = TensorProto.STRING_VAL_FIELD_NUMBER;
    private static final int LONGS = TensorProto.INT64_VAL_FIELD_NUMBER;
    private static final int BOOLS = TensorProto.BOOL_VAL_FIELD_NUMBER;
    private static final int HALVES = TensorProto.HALF_VAL_FIELD_NUMBER;
    private static final int UINTS = TensorProto.UINT32_VAL_FIELD_NUMBER;
    private static final int ULONGS = TensorProto.UINT64_VAL_FIELD_NUMBER;
    private static final int DIM = TensorShapeProto.DIM_FIELD_NUMBER;
    private static final int DIM_SIZE = TensorShapeProto.Dim.SIZE_FIELD_NUMBER;

    private TfTensor() {}

    /** Reads one; null if its elements cannot be told apart. */
    public static @Nullable ProtoTensor read(byte[] body, Field tensor) throws BadPayloadException {
        List<Field> kept = new ArrayList<>(2);
        Field shape = null;
        Field first = null;
        Field last = null;
        int dtype = 0;
        for (Field field : ProtobufFields.fields(body, tensor)) {
            if (field.is(DTYPE, WireFormat.WIRETYPE_VARINT)
                    || field.is(VERSION, WireFormat.WIRETYPE_VARINT)) {
                kept.add(field);
                dtype = field.number() == DTYPE ? (int) integer(body, field) : dtype;
            } else if (field.isBlock(SHAPE) && shape == null) {
                shape = field;
            } else if (isNext(first, last, field)) {
                first = first == null ? field : first;
                last = field;
            } else {
                return null;
            }
        }
        if (shape == null || first == null || last == null) {
            return null;
        }
        List<Long> sizes = new ArrayList<>(4);
        List<Field> dims = dims(body, shape, sizes);
        ElementLayout elements = elements(first.number(), dtype);
        if (dims == null || dims.isEmpty() || elements == null) {
            return null;
        }
        ProtoTensor.Head head = (out, rows) -> head(out, body, kept, dims, rows);
        boolean strings = first.number() == STRINGS;
        return new ProtoTensor(
                sizes,
                strings ? first.start() : first.value(),
                last.end(),
                elements,
                head,
                strings ? new ProtoTensor.AsFields() : new ProtoTensor.InField(first.number()),
                head.key(first.number()));
    }

    /** One list, or strings one behind the other. */
    private static boolean isNext(@Nullable Field first, @Nullable Field last, Field field) {
        if (first == null || last == null) {
            return field.isBlock(field.number());
        }
        return first.number() == STRINGS && field.isBlock(STRINGS) && field.start() == last.end();
    }

    private static @Nullable List<Field> dims(byte[] body, Field shape, List<Long> sizes)
            throws BadPayloadException {
        List<Field> dims = ProtobufFields.fields(body, shape);
        for (Field dim : dims) {
            if (!dim.isBlock(DIM)) {
                return null; // a shape that says it is unknown
            }
            long size = 0;
            for (Field field : ProtobufFields.fields(body, dim)) {
                size = isSize(field) ? integer(body, field) : size;
            }
            sizes.add(size);
        }
        return dims;
    }

    private static boolean isSize(Field field) {
        return field.is(DIM_SIZE, WireFormat.WIRETYPE_VARINT);
    }

    private static long integer(byte[] body, Field field) throws BadPayloadException {
        List<Long> read = new ArrayList<>(1);
        V2Tensor.integers(body, field, read);
        return read.get(0);
    }

    private static @Nullable ElementLayout elements(int number, int dtype) {
        return switch (number) {
            case CONTENT -> content(dtype);
            case FLOATS -> ElementLayout.fixed(4);
            case DOUBLES -> ElementLayout.fixed(8);
            case STRINGS -> ElementLayout.FIELD;
            case INTS, LONGS, BOOLS, HALVES, UINTS, ULONGS -> ElementLayout.VARINT;
            default -> null;
        };
    }

    /** By the numbers of tensorflow.DataType. Strings lie otherwise there. */
    private static @Nullable ElementLayout content(int dtype) {
        return switch (dtype) {
            case 4, 6, 10 -> ElementLayout.fixed(1); // uint8, int8, bool
            case 5, 14, 17, 19 -> ElementLayout.fixed(2); // int16, bfloat16, uint16, half
            case 1, 3, 22 -> ElementLayout.fixed(4); // float, int32, uint32
            case 2, 8, 9, 23 -> ElementLayout.fixed(8); // double, complex64, int64, uint64
            case 18 -> ElementLayout.fixed(16); // complex128
            default -> null;
        };
    }

    private static void head(
            CodedOutputStream out, byte[] body, List<Field> kept, List<Field> dims, int rows)
            throws IOException {
        for (Field field : kept) {
            ProtobufFields.copy(out, body, field);
        }
        byte[] shape =
                ProtobufFields.write(
                        32,
                        written -> {
                            written.writeByteArray(DIM, dim(body, dims.get(0), rows));
                            for (Field dim : dims.subList(1, dims.size())) {
                                ProtobufFields.copy(written, body, dim);
                            }
                        });
        out.writeByteArray(SHAPE, shape);
    }

    /** Its name is kept. */
    private static byte[] dim(byte[] body, Field dim, int rows) {
        return ProtobufFields.write(
                16,
                out -> {
                    out.writeInt64(DIM_SIZE, rows);
                    try {
                        for (Field field : ProtobufFields.fields(body, dim)) {
                            if (!isSize(field)) {
                                ProtobufFields.copy(out, body, field);
                            }
                        }
                    } catch (BadPayloadException e) {
                        throw new IllegalStateException("a message that could be read before", e);
                    }
                });
    }
}
