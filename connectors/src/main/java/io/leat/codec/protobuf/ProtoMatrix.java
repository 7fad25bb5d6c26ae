// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import com.google.protobuf.WireFormat;
import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.codec.tensor.Matrix;
import io.leat.protocol.BadPayloadException;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.seldon.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** The numbers of a protobuf SeldonMessage, by prediction.proto's field numbers. */
final class ProtoMatrix {

    private static final int MESSAGE_DATA = SeldonMessage.DATA_FIELD_NUMBER;
    private static final int MESSAGE_LAST_OF_DATA = SeldonMessage.CUSTOMDATA_FIELD_NUMBER;
    static final int DATA_NAMES = DefaultData.NAMES_FIELD_NUMBER;
    static final int DATA_TENSOR = DefaultData.TENSOR_FIELD_NUMBER;
    private static final int DATA_NDARRAY = DefaultData.NDARRAY_FIELD_NUMBER;
    private static final int DATA_TFTENSOR = DefaultData.TFTENSOR_FIELD_NUMBER;
    private static final int TENSOR_SHAPE = Tensor.SHAPE_FIELD_NUMBER;
    private static final int TENSOR_VALUES = Tensor.VALUES_FIELD_NUMBER;
    private static final int LIST_VALUES = ListValue.VALUES_FIELD_NUMBER;
    private static final int VALUE_NUMBER = Value.NUMBER_VALUE_FIELD_NUMBER;
    private static final int VALUE_LIST = Value.LIST_VALUE_FIELD_NUMBER;

    private ProtoMatrix() {}

    static Matrix read(byte[] body) throws BadPayloadException {
        Field kind = kind(body, data(body));
        return kind.number() == DATA_TENSOR ? tensor(body, kind) : ndarray(body, kind);
    }

    /** The message with other numbers in the place of its own, everything else kept. */
    static byte[] with(byte[] body, Matrix other) throws BadPayloadException {
        Field data = data(body);
        List<Field> inData = ProtobufFields.fields(body, data);
        boolean tensor = kind(body, data).number() == DATA_TENSOR;
        List<Field> fields = ProtobufFields.fields(body);
        byte[] written =
                ProtobufFields.write(
                        data.length(),
                        out -> {
                            for (Field field : inData) {
                                if (field.isBlock(DATA_NAMES)) {
                                    ProtobufFields.copy(out, body, field);
                                }
                            }
                            if (tensor) {
                                out.writeByteArray(DATA_TENSOR, tensor(other));
                            } else {
                                out.writeByteArray(DATA_NDARRAY, ndarray(other));
                            }
                        });
        return ProtobufFields.write(
                body.length,
                out -> {
                    for (Field field : fields) {
                        if (field.number() < MESSAGE_DATA
                                || field.number() > MESSAGE_LAST_OF_DATA) {
                            ProtobufFields.copy(out, body, field);
                        }
                    }
                    out.writeByteArray(MESSAGE_DATA, written);
                });
    }

    private static Field data(byte[] body) throws BadPayloadException {
        Field last =
                ProtobufFields.last(
                        ProtobufFields.fields(body), MESSAGE_DATA, MESSAGE_LAST_OF_DATA);
        if (last == null || !last.isBlock(MESSAGE_DATA)) {
            throw Matrix.unsuitable("a SeldonMessage without data");
        }
        return last;
    }

    private static Field kind(byte[] body, Field data) throws BadPayloadException {
        Field kind =
                ProtobufFields.last(ProtobufFields.fields(body, data), DATA_TENSOR, DATA_TFTENSOR);
        if (kind == null || !(kind.isBlock(DATA_TENSOR) || kind.isBlock(DATA_NDARRAY))) {
            throw Matrix.unsuitable("data of another kind");
        }
        return kind;
    }

    private static Matrix tensor(byte[] body, Field tensor) throws BadPayloadException {
        List<Integer> shape = new ArrayList<>();
        DoubleStream.Builder values = DoubleStream.builder();
        for (Field field : ProtobufFields.fields(body, tensor)) {
            CodedInputStream in = CodedInputStream.newInstance(body, field.value(), field.length());
            try {
                while (!in.isAtEnd()) {
                    if (field.number() == TENSOR_SHAPE) {
                        shape.add(in.readInt32());
                    } else if (field.number() == TENSOR_VALUES) {
                        values.add(in.readDouble());
                    } else {
                        break;
                    }
                }
            } catch (IOException e) {
                throw Matrix.unsuitable("a damaged data.tensor");
            }
        }
        return Matrix.of(shape, values.build().toArray());
    }

    private static Matrix ndarray(byte[] body, Field list) throws BadPayloadException {
        DoubleStream.Builder values = DoubleStream.builder();
        int size = 0;
        int rows = 0;
        for (Field row : ProtobufFields.fields(body, list)) {
            rows++;
            for (Field cell : cells(body, row)) {
                values.add(number(body, cell));
                size++;
            }
            if (size % rows != 0) {
                throw Matrix.unsuitable("data.ndarray with rows of different length");
            }
        }
        if (rows == 0) {
            throw Matrix.unsuitable("data.ndarray that is no list of rows");
        }
        return Matrix.of(List.of(rows, size / rows), values.build().toArray());
    }

    private static List<Field> cells(byte[] body, Field row) throws BadPayloadException {
        Field kind = row.isBlock(LIST_VALUES) ? valueKind(body, row) : row;
        if (!kind.isBlock(VALUE_LIST)) {
            throw Matrix.unsuitable("data.ndarray that is no list of rows");
        }
        return ProtobufFields.fields(body, kind);
    }

    private static double number(byte[] body, Field cell) throws BadPayloadException {
        Field kind = cell.isBlock(LIST_VALUES) ? valueKind(body, cell) : cell;
        if (!kind.is(VALUE_NUMBER, WireFormat.WIRETYPE_FIXED64)) {
            throw Matrix.unsuitable("a row with something that is no number in it");
        }
        try {
            return CodedInputStream.newInstance(body, kind.value(), kind.length()).readDouble();
        } catch (IOException e) {
            throw Matrix.unsuitable("a damaged number");
        }
    }

    private static Field valueKind(byte[] body, Field value) throws BadPayloadException {
        Field kind = ProtobufFields.last(ProtobufFields.fields(body, value), 1, VALUE_LIST);
        if (kind == null) {
            throw Matrix.unsuitable("an empty value");
        }
        return kind;
    }

    static byte[] tensor(Matrix matrix) {
        return ProtobufFields.write(
                matrix.values().length * 8 + 16,
                out -> {
                    byte[] shape =
                            ProtobufFields.write(
                                    8,
                                    o -> {
                                        o.writeInt32NoTag(matrix.rows());
                                        o.writeInt32NoTag(matrix.columns());
                                    });
                    out.writeByteArray(TENSOR_SHAPE, shape);
                    out.writeTag(TENSOR_VALUES, WireFormat.WIRETYPE_LENGTH_DELIMITED);
                    out.writeUInt32NoTag(matrix.values().length * 8);
                    for (double value : matrix.values()) {
                        out.writeDoubleNoTag(value);
                    }
                });
    }

    private static byte[] ndarray(Matrix matrix) {
        return ProtobufFields.write(
                (matrix.values().length + matrix.rows()) * 12,
                out -> {
                    for (int row = 0; row < matrix.rows(); row++) {
                        byte[] cells = row(matrix, row);
                        out.writeByteArray(
                                LIST_VALUES,
                                ProtobufFields.write(
                                        cells.length + 6,
                                        o -> o.writeByteArray(VALUE_LIST, cells)));
                    }
                });
    }

    private static byte[] row(Matrix matrix, int row) {
        return ProtobufFields.write(matrix.columns() * 12, out -> cells(out, matrix, row));
    }

    private static void cells(CodedOutputStream out, Matrix matrix, int row) throws IOException {
        for (int column = 0; column < matrix.columns(); column++) {
            double value = matrix.values()[row * matrix.columns() + column];
            out.writeByteArray(
                    LIST_VALUES, ProtobufFields.write(10, o -> o.writeDouble(VALUE_NUMBER, value)));
        }
    }
}
