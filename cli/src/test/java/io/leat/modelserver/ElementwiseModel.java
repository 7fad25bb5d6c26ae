// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** A model in Java that changes each value of a matrix with two columns. */
public class ElementwiseModel implements ServedModel {

    private final DoubleUnaryOperator change;

    public ElementwiseModel(DoubleUnaryOperator change) {
        this.change = change;
    }

    @Override
    public List<TensorSpec> inputs() {
        return List.of(new TensorSpec("x", Datatype.FP32, Shape.of(Shape.ANY, 2)));
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.of(new TensorSpec("y", Datatype.FP32, Shape.of(Shape.ANY, 2)));
    }

    @Override
    public String platform() {
        return "java";
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs) {
        double[] y = Arrays.stream(inputs.get(0).decimals()).map(change).toArray();
        return List.of(
                new Tensor(
                        "y", Datatype.FP32, inputs.get(0).shape(), new TensorValues.Decimals(y)));
    }
}
