// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorValues;
import java.util.List;

/** The values of a tensor in one of a message's repeated fields. */
final class ListedValues {

    /** Far above any example's: a shape alone must not cost memory. */
    private static final long MAX_VALUES = 1 << 22;

    private ListedValues() {}

    /**
     * Reads values of a field that holds each of them.
     *
     * @throws RefusedException if they are not as many as the shape says, or out of range
     */
    static TensorValues read(
            String name, Datatype datatype, Shape shape, Message message, String field)
            throws RefusedException {
        int size = message.getRepeatedFieldCount(field(message, field));
        if (shape.elements() != size) {
            throw RefusedException.badRequest(
                    "%s: %d values (expected: those of %s %s)"
                            .formatted(name, size, datatype, shape));
        }
        return filled(name, datatype, shape, message, field);
    }

    /** Reads values of a field that may be short: what is missing is like its last, or 0. */
    static TensorValues filled(
            String name, Datatype datatype, Shape shape, Message message, String field)
            throws RefusedException {
        List<?> listed = (List<?>) message.getField(field(message, field));
        long size = shape.elements();
        if (size > MAX_VALUES || size < listed.size() || datatype == Datatype.BYTES) {
            throw RefusedException.badRequest(
                    "%s: %s of shape %s (expected: numbers, as many as the shape says, at most %d)"
                            .formatted(name, datatype, shape, MAX_VALUES));
        }
        return TensorValues.of(
                name,
                datatype,
                (int) size,
                i -> listed.isEmpty() ? 0 : listed.get(Math.min(i, listed.size() - 1)));
    }

    static void write(Tensor tensor, Message.Builder message, String name) {
        FieldDescriptor field = field(message, name);
        for (int i = 0; i < tensor.values().size(); i++) {
            message.addRepeatedField(field, value(tensor, field, i));
        }
    }

    private static Object value(Tensor tensor, FieldDescriptor field, int i) {
        return switch (field.getJavaType()) {
            case FLOAT -> (float) tensor.decimals()[i];
            case DOUBLE -> tensor.decimals()[i];
            case INT -> (int) tensor.integers()[i];
            case LONG -> tensor.integers()[i];
            case BOOLEAN -> tensor.integers()[i] != 0;
            case BYTE_STRING -> ByteString.copyFromUtf8(tensor.texts().get(i));
            case STRING, ENUM, MESSAGE -> throw new IllegalArgumentException(field.getFullName());
        };
    }

    private static FieldDescriptor field(MessageOrBuilder message, String name) {
        return message.getDescriptorForType().findFieldByName(name);
    }
}
