// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorSpec;
import io.leat.modelserver.json.JsonStream;
import io.leat.modelserver.json.NestedArray;
import io.leat.modelserver.json.ServedTensors;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One input tensor of a V2 request as it was stated, its members in whatever order.
 *
 * @param data flat, or nested as the shape says
 */
record V2Input(String name, String datatype, Shape shape, NestedArray data) {

    static V2Input read(JsonParser json) throws IOException, RefusedException {
        Reader reader = new Reader();
        JsonStream.readMembers(json, "inputs", reader::member);
        return new V2Input(
                required("inputs", "name", reader.name),
                required("inputs", "datatype", reader.datatype),
                new Shape(required("inputs", "shape", reader.shape)),
                required("inputs", "data", reader.data));
    }

    /**
     * @throws RefusedException if datatype, shape or data are not what the model declares
     */
    Tensor bind(TensorSpec spec) throws RefusedException {
        if (!datatype.equals(spec.datatype().name())) {
            throw RefusedException.badRequest(
                    name + ": datatype " + datatype + " (expected: " + spec.datatype() + ")");
        }
        Shape found = data.shape();
        boolean flat = found.rank() == 1;
        if (flat ? data.numbers().size() != shape.elements() : !found.equals(shape)) {
            throw RefusedException.badRequest(
                    name + ": data of shape " + found + " (expected: that of shape " + shape + ")");
        }
        return ServedTensors.bind(spec, shape, data.numbers());
    }

    private static <T> T required(String where, String member, @Nullable T value)
            throws RefusedException {
        if (value == null) {
            throw RefusedException.badRequest(
                    where + ": no \"" + member + "\" (expected: name, datatype, shape and data)");
        }
        return value;
    }

    /** Collects one tensor. Used once, by one thread. */
    private static final class Reader {

        private @Nullable String name;
        private @Nullable String datatype;
        private @Nullable List<Long> shape;
        private @Nullable NestedArray data;

        void member(String member, JsonParser json) throws IOException, RefusedException {
            switch (member) {
                case "name" -> name = JsonStream.readText(json, "inputs: name");
                case "datatype" -> datatype = JsonStream.readText(json, "inputs: datatype");
                case "shape" -> shape = JsonStream.readLengths(json, "inputs: shape");
                case "data" -> {
                    JsonStream.expect(json, JsonToken.START_ARRAY, "inputs: data", "an array");
                    data = new NestedArray("inputs: data");
                    data.readAll(json);
                }
                default -> json.skipChildren();
            }
        }
    }
}
