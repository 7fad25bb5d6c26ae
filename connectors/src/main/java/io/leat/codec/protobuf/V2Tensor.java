// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.leat.codec.protobuf.ProtobufFields.Field;
import io.leat.codec.tensor.ElementLayout;
import io.leat.protocol.BadPayloadException;
import io.leat.wire.v2.InferTensorContents;
import io.leat.wire.v2.ModelInferRequest.InferInputTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a tensor of the Open Inference Protocol: inputs and outputs have the same fields. */
public final class V2Tensor {

    private static final int DATATYPE = InferInputTensor.DATATYPE_FIELD_NUMBER;
    private static final int SHAPE = InferInputTensor.SHAPE_FIELD_NUMBER;
    private static final int CONTENTS = InferInputTensor.CONTENTS_FIELD_NUMBER;
    private static final int FP32 = InferTensorContents.FP32_CONTENTS_FIELD_NUMBER;
    private static final int FP64 = InferTensorContents.FP64_CONTENTS_FIELD_NUMBER;
    private static final int BYTES = InferTensorContents.BYTES_CONTENTS_FIELD_NUMBER;
    private static final int BOOL = InferTensorContents.BOOL_CONTENTS_FIELD_NUMBER;

    private V2Tensor() {}

    /**
     * Reads one.
     *
     * @param raw its elements, where they stand beside the tensors
     * @return null if its elements cannot be told apart
     */
    public static @Nullable ProtoTensor read(byte[] body, Field tensor, @Nullable Field raw)
            throws BadPayloadException {
        List<Field> kept = new ArrayList<>();
        List<Long> shape = new ArrayList<>(4);
        String datatype = "";
        Field contents = null;
        for (Field field : ProtobufFields.fields(body, tensor)) {
            if (field.number() == SHAPE) {
                integers(body, field, shape);
            } else if (field.isBlock(CONTENTS) && field.length() > 0 && contents == null) {
                contents = field;
            } else if (field.number() == CONTENTS && field.length() > 0) {
                return null;
            } else {
                kept.add(field);
                datatype = field.isBlock(DATATYPE) ? text(body, field) : datatype;
            }
        }
        if (shape.isEmpty() || (raw != null && contents != null)) {
            return null;
        }
        ProtoTensor.Head head = (out, rows) -> head(out, body, kept, shape, rows);
        if (raw != null) {
            ElementLayout elements = raw(datatype);
            return elements == null
                    ? null
                    : new ProtoTensor(
                            shape,
                            raw.value(),
                            raw.end(),
                            elements,
                            head,
                            new ProtoTensor.Elsewhere(),
                            head.key(0));
        }
        return contents == null ? null : typed(body, contents, shape, head);
    }

    private static @Nullable ProtoTensor typed(
            byte[] body, Field contents, List<Long> shape, ProtoTensor.Head head)
            throws BadPayloadException {
        List<Field> lists = ProtobufFields.fields(body, contents);
        if (lists.isEmpty()) {
            return null;
        }
        Field first = lists.get(0);
        int number = first.number();
        for (Field list : lists) {
            if (!list.isBlock(number) || number > BYTES || number < BOOL) {
                return null;
            }
        }
        if (number == BYTES) {
            return new ProtoTensor(
                    shape,
                    contents.value(),
                    contents.end(),
                    ElementLayout.FIELD,
                    head,
                    new ProtoTensor.InMessage(CONTENTS, new ProtoTensor.AsFields()),
                    head.key(number));
        }
        return lists.size() > 1
                ? null
                : new ProtoTensor(
                        shape,
                        first.value(),
                        first.end(),
                        packed(number),
                        head,
                        new ProtoTensor.InMessage(CONTENTS, new ProtoTensor.InField(number)),
                        head.key(number));
    }

    private static ElementLayout packed(int number) {
        return switch (number) {
            case FP32 -> ElementLayout.fixed(4);
            case FP64 -> ElementLayout.fixed(8);
            default -> ElementLayout.VARINT;
        };
    }

    private static @Nullable ElementLayout raw(String datatype) {
        return switch (datatype) {
            case "BOOL", "INT8", "UINT8" -> ElementLayout.fixed(1);
            case "INT16", "UINT16", "FP16", "BF16" -> ElementLayout.fixed(2);
            case "INT32", "UINT32", "FP32" -> ElementLayout.fixed(4);
            case "INT64", "UINT64", "FP64" -> ElementLayout.fixed(8);
            case "BYTES" -> ElementLayout.LENGTH_BEFORE;
            default -> null;
        };
    }

    private static void head(
            CodedOutputStream out, byte[] body, List<Field> kept, List<Long> shape, int rows)
            throws IOException {
        for (Field field : kept) {
            ProtobufFields.copy(out, body, field);
        }
        ProtobufFields.writeShape(out, SHAPE, rows, shape);
    }

    /** Adds integers of a list, packed or not. */
    static void integers(byte[] body, Field field, List<Long> into) throws BadPayloadException {
        CodedInputStream in = CodedInputStream.newInstance(body, field.value(), field.length());
        try {
            while (!in.isAtEnd()) {
                into.add(in.readInt64());
            }
        } catch (IOException e) {
            throw new BadPayloadException("a damaged shape (expected: integers)");
        }
    }

    private static String text(byte[] body, Field field) {
        return new String(body, field.value(), field.length(), StandardCharsets.UTF_8);
    }
}
