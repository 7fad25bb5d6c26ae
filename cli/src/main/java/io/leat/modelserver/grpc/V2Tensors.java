// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.google.protobuf.ByteString;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorValues;
import io.leat.wire.v2.InferTensorContents;
import io.leat.wire.v2.ModelInferRequest.InferInputTensor;
import java.util.Arrays;
import java.util.List;
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
        Datatype datatype = datatype(name, input.getDatatype());
        Shape shape = new Shape(input.getShapeList());
        if (input.getShapeList().stream().anyMatch(length -> length < 0)) {
            throw RefusedException.badRequest(
                    name + ": shape " + shape + " (expected: lengths of 0 or more)");
        }
        TensorValues values =
                raw == null
                        ? ListedValues.read(
                                name, datatype, shape, listed(datatype, input.getContents()))
                        : RawValues.read(name, datatype, shape, raw);
        return new Tensor(name, datatype, shape, values);
    }

    private static Datatype datatype(String name, String stated) throws RefusedException {
        for (Datatype datatype : Datatype.values()) {
            if (datatype.name().equals(stated)) {
                return datatype;
            }
        }
        throw RefusedException.badRequest(
                "%s: datatype \"%s\" (expected: one of %s)"
                        .formatted(name, stated, Arrays.toString(Datatype.values())));
    }

    private static List<?> listed(Datatype datatype, InferTensorContents contents) {
        return switch (datatype) {
            case FP32 -> contents.getFp32ContentsList();
            case FP64 -> contents.getFp64ContentsList();
            case INT8, INT16, INT32 -> contents.getIntContentsList();
            case UINT8 -> contents.getUintContentsList();
            case INT64 -> contents.getInt64ContentsList();
            case BOOL -> contents.getBoolContentsList();
            case BYTES -> contents.getBytesContentsList();
        };
    }

    static InferTensorContents contents(Tensor tensor) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        for (int i = 0; i < tensor.values().size(); i++) {
            switch (tensor.datatype()) {
                case FP32 -> contents.addFp32Contents((float) tensor.decimals()[i]);
                case FP64 -> contents.addFp64Contents(tensor.decimals()[i]);
                case INT8, INT16, INT32 -> contents.addIntContents((int) tensor.integers()[i]);
                case UINT8 -> contents.addUintContents((int) tensor.integers()[i]);
                case INT64 -> contents.addInt64Contents(tensor.integers()[i]);
                case BOOL -> contents.addBoolContents(tensor.integers()[i] != 0);
                case BYTES ->
                        contents.addBytesContents(ByteString.copyFromUtf8(tensor.texts().get(i)));
            }
        }
        return contents.build();
    }
}
