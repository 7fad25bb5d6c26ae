// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.google.protobuf.ByteString;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.RawValues;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorValues;
import io.leat.wire.v2.InferTensorContents;
import io.leat.wire.v2.ModelInferRequest.InferInputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The V2 protocol's tensors as ours, and back. */
final class V2Tensors {

    private V2Tensors() {}

    /**
     * Reads an input.
     *
     * @param raw its values, or null where its contents hold them
     */
    static Tensor read(InferInputTensor input, @Nullable ByteString raw) throws RefusedException {
        String name = input.getName();
        Datatype datatype = Datatype.named(name, input.getDatatype());
        Shape shape = Shape.stated(name, input.getShapeList());
        TensorValues values =
                raw == null
                        ? ListedValues.read(
                                name, datatype, shape, input.getContents(), list(datatype))
                        : RawValues.read(
                                name,
                                datatype,
                                shape,
                                raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN));
        return new Tensor(name, datatype, shape, values);
    }

    /** The field of the contents that lists the values. */
    private static String list(Datatype datatype) {
        return switch (datatype) {
            case FP32 -> "fp32_contents";
            case FP64 -> "fp64_contents";
            case INT8, INT16, INT32 -> "int_contents";
            case UINT8 -> "uint_contents";
            case INT64 -> "int64_contents";
            case BOOL -> "bool_contents";
            case BYTES -> "bytes_contents";
        };
    }

    static InferTensorContents contents(Tensor tensor) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        ListedValues.write(tensor, contents, list(tensor.datatype()));
        return contents.build();
    }

    /** The values one behind the other; texts each behind its length in four bytes. */
    static ByteString raw(Tensor tensor) {
        if (tensor.datatype() != Datatype.BYTES) {
            return ByteString.copyFrom(RawValues.write(tensor, ByteOrder.LITTLE_ENDIAN));
        }
        ByteString raw = ByteString.EMPTY;
        for (String text : tensor.texts()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer element =
                    ByteBuffer.allocate(4 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
            element.putInt(bytes.length).put(bytes).flip();
            raw = raw.concat(ByteString.copyFrom(element));
        }
        return raw;
    }
}
