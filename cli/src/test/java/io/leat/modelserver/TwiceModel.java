// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.util.List;

/** A model in Java that doubles a matrix with two columns. */
public final class TwiceModel implements ServedModel {

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
        double[] y = inputs.get(0).decimals().clone();
        for (int i = 0; i < y.length; i++) {
            y[i] *= 2;
        }
        return List.of(
                new Tensor(
                        "y", Datatype.FP32, inputs.get(0).shape(), new TensorValues.Decimals(y)));
    }
}
