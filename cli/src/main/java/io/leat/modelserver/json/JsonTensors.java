// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import java.util.List;

/** Tensors as JSON. */
public final class JsonTensors {

    private JsonTensors() {}

    /** All values, row by row, in one array. */
    public static ArrayNode flat(Tensor tensor) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < tensor.values().size(); i++) {
            array.add(value(tensor, i));
        }
        return array;
    }

    /** The whole tensor as nested arrays. */
    public static JsonNode nested(Tensor tensor) {
        return nested(tensor, 0, 0, tensor.values().size());
    }

    /** One row of the first dimension as nested arrays. */
    public static JsonNode row(Tensor tensor, int row) {
        int size = tensor.values().size() / Math.toIntExact(tensor.shape().lengths().get(0));
        return nested(tensor, 1, row * size, size);
    }

    /** The values of a part of the tensor: {@code size} of them. */
    private static JsonNode nested(Tensor tensor, int depth, int from, int size) {
        List<Long> lengths = tensor.shape().lengths();
        if (depth == lengths.size()) {
            return value(tensor, from);
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        int length = Math.toIntExact(lengths.get(depth));
        for (int i = 0; i < length; i++) {
            array.add(nested(tensor, depth + 1, from + i * (size / length), size / length));
        }
        return array;
    }

    private static JsonNode value(Tensor tensor, int i) {
        return switch (tensor.datatype()) {
            case FP32 -> FloatNode.valueOf((float) tensor.decimals()[i]);
            case FP64 -> DoubleNode.valueOf(tensor.decimals()[i]);
            case INT8, UINT8, INT16, INT32, INT64 -> LongNode.valueOf(tensor.integers()[i]);
            case BOOL -> BooleanNode.valueOf(tensor.integers()[i] != 0);
            case BYTES -> TextNode.valueOf(tensor.texts().get(i));
        };
    }

    public static ArrayNode shape(Shape shape) {
        ArrayNode lengths = JsonNodeFactory.instance.arrayNode();
        shape.lengths().forEach(lengths::add);
        return lengths;
    }
}
