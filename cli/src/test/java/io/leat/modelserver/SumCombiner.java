// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.util.List;

/** A combiner in Java: the sum of matrices with two columns. */
public final class SumCombiner implements ServedCombiner {

    @Override
    public List<TensorSpec> inputs() {
        return List.of(new TensorSpec("y", Datatype.FP32, Shape.of(Shape.ANY, 2)));
    }

    @Override
    public List<String> columns() {
        return List.of("left", "right");
    }

    @Override
    public List<Tensor> aggregate(List<List<Tensor>> answers) {
        Tensor first = answers.get(0).get(0);
        double[] sum = new double[first.values().size()];
        for (List<Tensor> answer : answers) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += answer.get(0).decimals()[i];
            }
        }
        return List.of(
                new Tensor("sum", Datatype.FP32, first.shape(), new TensorValues.Decimals(sum)));
    }
}
