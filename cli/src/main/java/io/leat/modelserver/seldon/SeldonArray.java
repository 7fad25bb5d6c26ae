// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.seldon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorValues;
import io.leat.modelserver.json.JsonTensors;
import io.leat.modelserver.json.JsonTrees;
import io.leat.modelserver.json.NestedNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The {@code data} of a SeldonMessage that holds numbers.
 *
 * @param isTensor whether they stand in {@code tensor}, else in {@code ndarray}
 * @param names of the columns, often none
 * @param values row by row, as many as the shape says
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying would cost a payload
record SeldonArray(boolean isTensor, List<String> names, Shape shape, double[] values) {

    private static final String NAMES = "names";
    private static final String TENSOR = "tensor";
    private static final String NDARRAY = "ndarray";

    SeldonArray {
        names = List.copyOf(names);
    }

    /**
     * Reads the {@code data} of a request.
     *
     * @throws RefusedException if it holds no numbers
     */
    static SeldonArray read(JsonNode data) throws RefusedException {
        if (data.isMissingNode()) {
            throw SeldonUnit.noArray("no data");
        }
        for (Map.Entry<String, JsonNode> member :
                JsonTrees.requireObject(data, "data").properties()) {
            if (!List.of(NAMES, TENSOR, NDARRAY).contains(member.getKey())) {
                throw SeldonUnit.noArray("data." + member.getKey());
            }
        }
        List<String> names = new ArrayList<>();
        for (JsonNode name : JsonTrees.elements(data.path(NAMES), NAMES)) {
            names.add(JsonTrees.text(name, NAMES));
        }
        JsonNode tensor = data.path(TENSOR);
        if (tensor.isMissingNode()) {
            NestedNumbers ndarray = numbers(data.path(NDARRAY), "data.ndarray");
            return new SeldonArray(false, names, ndarray.shape(), decimals(ndarray));
        }
        JsonTrees.requireObject(tensor, TENSOR);
        double[] values = decimals(numbers(tensor.path("values"), "data.tensor.values"));
        Shape shape = JsonTrees.shape(tensor.path("shape"), "data.tensor.shape");
        if (shape.elements() != values.length) {
            throw RefusedException.badRequest(
                    "data.tensor: %d values (expected: %s)"
                            .formatted(
                                    values.length,
                                    tensor.has("shape")
                                            ? "those of shape " + shape
                                            : "a shape beside them"));
        }
        return new SeldonArray(true, names, shape, values);
    }

    private static NestedNumbers numbers(JsonNode array, String where) throws RefusedException {
        if (array.isMissingNode()) {
            throw SeldonUnit.noArray("no data");
        }
        return NestedNumbers.read(JsonTrees.requireArray(array, where), where);
    }

    /** The seldon protocol knows doubles only. */
    private static double[] decimals(NestedNumbers numbers) throws RefusedException {
        return ((TensorValues.Decimals) numbers.values(Datatype.FP64, "data")).values();
    }

    /**
     * Writes the {@code data} of an answer as Seldon's Python wrapper: numbers go back in the form
     * in which the request's came.
     *
     * @param columns the names of the columns of an only tensor
     * @param tensors one, or several of one length, each a column under its own name
     */
    ObjectNode answer(List<String> columns, List<Tensor> tensors) {
        ObjectNode data = JsonTrees.object();
        ArrayNode names = data.putArray(NAMES);
        Tensor first = tensors.get(0);
        if (tensors.size() > 1) {
            tensors.forEach(tensor -> names.add(tensor.name()));
            ArrayNode rows = data.putArray(NDARRAY);
            for (int i = 0; i < first.values().size(); i++) {
                int row = i;
                ArrayNode cells = rows.addArray();
                tensors.forEach(tensor -> cells.add(JsonTensors.row(tensor, row)));
            }
            return data;
        }
        columns.forEach(names::add);
        if (isTensor && first.datatype() != Datatype.BYTES) {
            data.putObject(TENSOR)
                    .<ObjectNode>set("shape", JsonTensors.shape(first.shape()))
                    .set("values", JsonTensors.flat(first));
        } else {
            data.set(NDARRAY, JsonTensors.nested(first));
        }
        return data;
    }
}
