// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorSpec;
import java.io.IOException;
import java.util.List;

/** Checks what came in against what a model declares, and writes what goes out. */
public final class ServedTensors {

    private ServedTensors() {}

    /**
     * The tensor that these numbers are.
     *
     * @throws RefusedException if the shape is not what the model declares, or a number does not
     *     fit its datatype
     */
    public static Tensor bind(TensorSpec spec, Shape shape, NumberList numbers)
            throws RefusedException {
        spec.require(shape);
        return new Tensor(
                spec.name(),
                spec.datatype(),
                shape,
                numbers.toValues(spec.datatype(), spec.name()));
    }

    /** All values, row by row, in one JSON array. */
    public static void writeFlat(JsonGenerator json, Tensor tensor) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < tensor.values().size(); i++) {
            writeValue(json, tensor, i);
        }
        json.writeEndArray();
    }

    /** The whole tensor as nested JSON arrays. */
    public static void writeNested(JsonGenerator json, Tensor tensor) throws IOException {
        write(json, tensor, 0, 0);
    }

    /** One row of the first dimension as nested JSON arrays. */
    public static void writeRow(JsonGenerator json, Tensor tensor, int row) throws IOException {
        long rows = tensor.shape().lengths().get(0);
        write(json, tensor, 1, row * (int) (tensor.values().size() / rows));
    }

    /** Answers the position behind the last value written. */
    private static int write(JsonGenerator json, Tensor tensor, int depth, int from)
            throws IOException {
        List<Long> lengths = tensor.shape().lengths();
        if (depth == lengths.size()) {
            writeValue(json, tensor, from);
            return from + 1;
        }
        json.writeStartArray();
        int next = from;
        for (long i = 0; i < lengths.get(depth); i++) {
            next = write(json, tensor, depth + 1, next);
        }
        json.writeEndArray();
        return next;
    }

    private static void writeValue(JsonGenerator json, Tensor tensor, int i) throws IOException {
        switch (tensor.datatype()) {
            case FP32 -> json.writeNumber((float) tensor.decimals()[i]);
            case FP64 -> json.writeNumber(tensor.decimals()[i]);
            case INT8, UINT8, INT16, INT32, INT64 -> json.writeNumber(tensor.integers()[i]);
            case BOOL -> json.writeBoolean(tensor.integers()[i] != 0);
            case BYTES -> json.writeString(tensor.texts().get(i));
        }
    }
}
