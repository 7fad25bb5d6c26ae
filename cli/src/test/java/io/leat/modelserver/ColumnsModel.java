// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import io.leat.protocol.UnitMethod;
import java.util.ArrayList;
import java.util.List;

/**
 * An output transformer in Java: for each row of two numbers, which is the larger and how large.
 */
public final class ColumnsModel implements ServedModel {

    @Override
    public UnitMethod method() {
        return UnitMethod.TRANSFORM_OUTPUT;
    }

    @Override
    public List<TensorSpec> inputs() {
        return List.of(new TensorSpec("y", Datatype.FP32, Shape.of(Shape.ANY, 2)));
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.of(
                new TensorSpec("side", Datatype.BYTES, Shape.of(Shape.ANY)),
                new TensorSpec("largest", Datatype.FP32, Shape.of(Shape.ANY)));
    }

    @Override
    public String platform() {
        return "java";
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs) {
        double[] y = inputs.get(0).decimals();
        List<String> sides = new ArrayList<>();
        double[] largest = new double[y.length / 2];
        for (int row = 0; row < largest.length; row++) {
            sides.add(y[2 * row] > y[2 * row + 1] ? "left" : "right");
            largest[row] = Math.max(y[2 * row], y[2 * row + 1]);
        }
        Shape shape = Shape.of(largest.length);
        return List.of(
                new Tensor("side", Datatype.BYTES, shape, new TensorValues.Texts(sides)),
                new Tensor("largest", Datatype.FP32, shape, new TensorValues.Decimals(largest)));
    }
}
