// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import io.leat.modelserver.Datatype;
import io.leat.modelserver.RawValues;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorValues;
import io.leat.wire.tensorflow.DataType;
import io.leat.wire.tensorflow.TensorProto;
import io.leat.wire.tensorflow.TensorShapeProto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** TensorFlow's tensors as ours, and back. */
final class TensorFlowTensors {

    private TensorFlowTensors() {}

    static Tensor read(String name, TensorProto proto) throws RefusedException {
        Datatype datatype = datatype(name, proto);
        Shape shape =
                Shape.stated(
                        name,
                        proto.getTensorShape().getDimList().stream()
                                .map(TensorShapeProto.Dim::getSize)
                                .toList());
        ByteBuffer raw = proto.getTensorContent().asReadOnlyByteBuffer();
        TensorValues values =
                raw.hasRemaining()
                        ? RawValues.read(name, datatype, shape, raw.order(ByteOrder.LITTLE_ENDIAN))
                        : ListedValues.filled(name, datatype, shape, proto, list(datatype));
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

    /** The field that lists the values. */
    private static String list(Datatype datatype) {
        return switch (datatype) {
            case FP32 -> "float_val";
            case FP64 -> "double_val";
            case INT8, UINT8, INT16, INT32 -> "int_val";
            case INT64 -> "int64_val";
            case BOOL -> "bool_val";
            case BYTES -> "string_val";
        };
    }

    static TensorProto write(Tensor tensor) {
        TensorProto.Builder proto =
                TensorProto.newBuilder().setDtype(DataType.valueOf(tensor.datatype().tensorflow()));
        TensorShapeProto.Builder shape = proto.getTensorShapeBuilder();
        tensor.shape().lengths().forEach(length -> shape.addDimBuilder().setSize(length));
        ListedValues.write(tensor, proto, list(tensor.datatype()));
        return proto.build();
    }
}
