// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.google.protobuf.ByteString;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorValues;
import io.leat.wire.tensorflow.DataType;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.TensorShapeProto;
import java.util.List;

/** TensorFlow's tensors as ours, and back. */
final class TensorFlowTensors {

    private TensorFlowTensors() {}

    static Tensor read(String name, TensorProto proto) throws RefusedException {
        Datatype datatype = datatype(name, proto);
        Shape shape =
                new Shape(
                        proto.getTensorShape().getDimList().stream()
                                .map(TensorShapeProto.Dim::getSize)
                                .toList());
        if (shape.lengths().stream().anyMatch(length -> length < 0)) {
            throw RefusedException.badRequest(
                    name + ": shape " + shape + " (expected: lengths of 0 or more)");
        }
        TensorValues values =
                proto.getTensorContent().isEmpty()
                        ? ListedValues.filled(name, datatype, shape, listed(datatype, proto))
                        : RawValues.read(name, datatype, shape, proto.getTensorContent());
        return new Tensor(name, datatype, shape, values);
    }

    private static Datatype datatype(String name, TensorProto proto) throws RefusedException {
        for (Datatype datatype : Datatype.values()) {
            if (datatype.tensorflow().equals(proto.getDtype().name())) {
                return datatype;
            }
        }
        throw RefusedException.badRequest(
                name + ": " + proto.getDtype() + " (expected: floats, doubles, ints or bools)");
    }

    private static List<?> listed(Datatype datatype, TensorProto proto) {
        return switch (datatype) {
            case FP32 -> proto.getFloatValList();
            case FP64 -> proto.getDoubleValList();
            case INT8, UINT8, INT16, INT32 -> proto.getIntValList();
            case INT64 -> proto.getInt64ValList();
            case BOOL -> proto.getBoolValList();
            case BYTES -> proto.getStringValList();
        };
    }

    static TensorProto write(Tensor tensor) {
        TensorProto.Builder proto =
                TensorProto.newBuilder().setDtype(DataType.valueOf(tensor.datatype().tensorflow()));
        TensorShapeProto.Builder shape = proto.getTensorShapeBuilder();
        tensor.shape().lengths().forEach(length -> shape.addDimBuilder().setSize(length));
        for (int i = 0; i < tensor.values().size(); i++) {
            add(proto, tensor, i);
        }
        return proto.build();
    }

    private static void add(TensorProto.Builder proto, Tensor tensor, int i) {
        switch (tensor.datatype()) {
            case FP32 -> proto.addFloatVal((float) tensor.decimals()[i]);
            case FP64 -> proto.addDoubleVal(tensor.decimals()[i]);
            case INT8, UINT8, INT16, INT32 -> proto.addIntVal((int) tensor.integers()[i]);
            case INT64 -> proto.addInt64Val(tensor.integers()[i]);
            case BOOL -> proto.addBoolVal(tensor.integers()[i] != 0);
            case BYTES -> proto.addStringVal(ByteString.copyFromUtf8(tensor.texts().get(i)));
        }
    }
}
