// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.seldon;

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

    /**
     * Answers predict, transform-input, transform-output or route.
     *
     * @throws RefusedException if the unit is asked for something else, or cannot take the array
     */
    public SeldonTable answer(UnitMethod asked, SeldonArray request) throws RefusedException {
        require(asked);
        List<Tensor> inputs = List.of(bind(request));
        if (unit instanceof ServedRouter router) {
            Tensor route = route(router.route(inputs));
            return SeldonTable.of(request.form(), request.names(), List.of(route));
        }
        if (unit instanceof ServedModel model) {
            List<Tensor> outputs = model.infer(inputs);
            boolean onward = asked == UnitMethod.TRANSFORM_INPUT;
            return SeldonTable.of(
                    request.form(),
                    onward ? request.names() : names(model.columns(), outputs),
                    outputs);
        }
        throw new IllegalStateException(asked + " of a combiner (expected: several messages)");
    }

    /**
     * Answers aggregate.
     *
     * @param requests at least one
     */
    public SeldonTable aggregate(List<SeldonArray> requests) throws RefusedException {
        require(UnitMethod.AGGREGATE);
        if (requests.isEmpty()) {
            throw RefusedException.badRequest("no messages (expected: at least one)");
        }
        ServedCombiner combiner = (ServedCombiner) unit;
        List<List<Tensor>> answers = new ArrayList<>();
        for (SeldonArray request : requests) {
            answers.add(List.of(bind(request)));
        }
        List<Tensor> outputs = combiner.aggregate(answers);
        return SeldonTable.of(requests.get(0).form(), names(combiner.columns(), outputs), outputs);
    }

    private void require(UnitMethod asked) throws RefusedException {
        if (asked != unit.method()) {
            throw RefusedException.notFound(asked + " (expected: " + unit.method() + ")");
        }
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

    private static List<String> names(List<String> columns, List<Tensor> outputs) {
        List<Long> lengths = outputs.get(0).shape().lengths();
        if (!columns.isEmpty() || lengths.size() < 2) {
            return columns;
        }
        return IntStream.range(0, lengths.get(1).intValue()).mapToObj(i -> "t:" + i).toList();
    }
}
