// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ListValue;
import com.google.protobuf.Value;
import com.google.protobuf.WireFormat;
import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.codec.tensor.RouteNumber;
import io.leat.protocol.BadPayloadException;
import io.leat.wire.seldon.DefaultData;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.seldon.Tensor;
import io.leat.wire.tensorflow.TensorProto;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a router's SeldonMessage, by the numbers that prediction.proto, google.protobuf.Value and
 * tensorflow's TensorProto give their fields.
 *
 * <p>As executor/api/util/utils.go#ExtractRouteFromSeldonMessage; see {@code JsonRoute} for the
 * values.
 */
public final class ProtoRoute {

    private static final String EXPECTED =
            " (expected: a SeldonMessage with data.ndarray, data.tensor or data.tftensor)";
    private static final int ALL_CHILDREN = -1;

    private static final int MESSAGE_DATA = SeldonMessage.DATA_FIELD_NUMBER;
    private static final int MESSAGE_LAST_OF_DATA = SeldonMessage.CUSTOMDATA_FIELD_NUMBER;
    private static final int DATA_TENSOR = DefaultData.TENSOR_FIELD_NUMBER;
    private static final int DATA_NDARRAY = DefaultData.NDARRAY_FIELD_NUMBER;
    private static final int DATA_TFTENSOR = DefaultData.TFTENSOR_FIELD_NUMBER;
    private static final int TENSOR_VALUES = Tensor.VALUES_FIELD_NUMBER;
    private static final int TFTENSOR_INT_VAL = TensorProto.INT_VAL_FIELD_NUMBER;
    private static final int LIST_VALUES = ListValue.VALUES_FIELD_NUMBER;
    private static final int VALUE_NUMBER = Value.NUMBER_VALUE_FIELD_NUMBER;
    private static final int VALUE_STRING = Value.STRING_VALUE_FIELD_NUMBER;
    private static final int VALUE_LIST = Value.LIST_VALUE_FIELD_NUMBER;

    private ProtoRoute() {}

    public static int read(byte[] body) throws BadPayloadException {
        Field data =
                ProtobufFields.last(
                        ProtobufFields.fields(body), MESSAGE_DATA, MESSAGE_LAST_OF_DATA);
        if (data == null || !data.isBlock(MESSAGE_DATA)) {
            throw bad("a SeldonMessage without data");
        }
        Field kind =
                ProtobufFields.last(ProtobufFields.fields(body, data), DATA_TENSOR, DATA_TFTENSOR);
        if (kind == null) {
            return ALL_CHILDREN;
        }
        return switch (kind.number()) {
            case DATA_TENSOR -> RouteNumber.cut(tensor(body, kind));
            case DATA_NDARRAY -> RouteNumber.cut(ndarray(body, kind));
            default -> tftensor(body, kind);
        };
    }

    private static double tensor(byte[] body, Field tensor) throws BadPayloadException {
        return read(body, first(body, tensor, TENSOR_VALUES, "data.tensor"));
    }

    private static int tftensor(byte[] body, Field tensor) throws BadPayloadException {
        Field first = first(body, tensor, TFTENSOR_INT_VAL, "data.tftensor");
        try {
            return CodedInputStream.newInstance(body, first.value(), first.end() - first.value())
                    .readInt32();
        } catch (IOException e) {
            throw bad("data.tftensor with a damaged number");
        }
    }

    private static double ndarray(byte[] body, Field list) throws BadPayloadException {
        Field value = first(body, list, LIST_VALUES, "data.ndarray");
        Field kind = kind(body, value);
        if (kind != null && kind.isBlock(VALUE_LIST)) {
            kind = kind(body, first(body, kind, LIST_VALUES, "the first row of data.ndarray"));
        }
        if (kind != null && kind.is(VALUE_NUMBER, WireFormat.WIRETYPE_FIXED64)) {
            return read(body, kind);
        }
        if (kind != null && kind.isBlock(VALUE_STRING)) {
            return 0;
        }
        throw bad("data.ndarray that does not begin with a number");
    }

    private static @Nullable Field kind(byte[] body, Field value) throws BadPayloadException {
        return ProtobufFields.last(ProtobufFields.fields(body, value), 1, VALUE_LIST);
    }

    private static double read(byte[] body, Field number) throws BadPayloadException {
        try {
            return CodedInputStream.newInstance(body, number.value(), number.length()).readDouble();
        } catch (IOException e) {
            throw bad("a damaged number");
        }
    }

    /** The first element of a list, packed or not. */
    private static Field first(byte[] body, Field message, int number, String what)
            throws BadPayloadException {
        for (Field field : ProtobufFields.fields(body, message)) {
            if (field.number() == number && field.length() > 0) {
                return field;
            }
        }
        throw bad(what + " with nothing in it");
    }

    private static BadPayloadException bad(String found) {
        return new BadPayloadException(found + EXPECTED);
    }
}
