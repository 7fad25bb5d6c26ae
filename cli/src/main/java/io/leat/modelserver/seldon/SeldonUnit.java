// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.seldon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedCombiner;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedRouter;
import io.leat.modelserver.ServedUnit;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorSpec;
import io.leat.modelserver.TensorValues;
import io.leat.protocol.UnitMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A unit as the seldon protocol calls it. */
public final class SeldonUnit {

    private final ServedUnit unit;

    public SeldonUnit(ServedUnit unit) {
        this.unit = unit;
    }

    /** Refuses a message in which something else stands where an array is expected. */
    public static RefusedException noArray(String found) {
        return RefusedException.badRequest(found + " (expected: data.ndarray or data.tensor)");
    }

    /**
     * Answers a call.
     *
     * @param data of each message in JSON: several for aggregate, else one
     * @return the answer's {@code data}
     * @throws RefusedException if the unit is asked for something else, or cannot take the data
     */
    public ObjectNode answer(UnitMethod asked, List<? extends JsonNode> data)
            throws RefusedException {
        if (asked != unit.method()) {
            throw RefusedException.notFound(asked + " (expected: " + unit.method() + ")");
        }
        if (data.isEmpty()) {
            throw RefusedException.badRequest("no messages (expected: at least one)");
        }
        List<SeldonArray> arrays = new ArrayList<>();
        List<List<Tensor>> inputs = new ArrayList<>();
        for (JsonNode one : data) {
            SeldonArray array = SeldonArray.read(one);
            arrays.add(array);
            inputs.add(List.of(bind(array)));
        }
        SeldonArray first = arrays.get(0);
        if (unit instanceof ServedCombiner combiner) {
            List<Tensor> outputs = combiner.aggregate(inputs);
            return first.answer(names(combiner.columns(), outputs), outputs);
        }
        if (unit instanceof ServedRouter router) {
            return first.answer(first.names(), List.of(route(router.route(inputs.get(0)))));
        }
        ServedModel model = (ServedModel) unit;
        List<Tensor> outputs = model.infer(inputs.get(0));
        boolean onward = asked == UnitMethod.TRANSFORM_INPUT;
        return first.answer(onward ? first.names() : names(model.columns(), outputs), outputs);
    }

    private Tensor bind(SeldonArray request) throws RefusedException {
        List<TensorSpec> inputs = unit.inputs();
        if (inputs.size() != 1) {
            throw RefusedException.badRequest(
                    "one array (expected: "
                            + inputs.stream().map(TensorSpec::name).toList()
                            + ", which a SeldonMessage cannot hold)");
        }
        return inputs.get(0).bind(request.shape(), request.values());
    }

    private static Tensor route(int branch) {
        return new Tensor(
                "route",
                Datatype.INT32,
                Shape.of(1, 1),
                new TensorValues.Integers(new long[] {branch}));
    }

    /** As Seldon's Python wrapper counts the columns of a model that does not name them. */
    private static List<String> names(List<String> columns, List<Tensor> outputs) {
        List<Long> lengths = outputs.get(0).shape().lengths();
        if (!columns.isEmpty() || lengths.size() < 2) {
            return columns;
        }
        return IntStream.range(0, lengths.get(1).intValue()).mapToObj(i -> "t:" + i).toList();
    }
}
