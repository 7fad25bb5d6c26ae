// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import io.leat.local.example.fashion.FashionExample;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedCombiner;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorSpec;
import io.leat.modelserver.TensorValues;
import java.util.List;

/** A combiner: the mean of what several models say. */
final class MeanCombiner implements ServedCombiner {

    @Override
    public List<TensorSpec> inputs() {
        return List.of(FashionExample.PROBABILITIES);
    }

    @Override
    public List<String> columns() {
        return FashionExample.classes();
    }

    @Override
    public List<Tensor> aggregate(List<List<Tensor>> answers) throws RefusedException {
        Shape shape = answers.get(0).get(0).shape();
        double[] mean = new double[(int) shape.elements()];
        for (List<Tensor> answer : answers) {
            Tensor probabilities = answer.get(0);
            if (!probabilities.shape().equals(shape)) {
                throw new RefusedException(
                        400,
                        "answers of shape %s and %s (expected: one shape)"
                                .formatted(shape, probabilities.shape()));
            }
            for (int i = 0; i < mean.length; i++) {
                mean[i] += probabilities.decimals()[i] / answers.size();
            }
        }
        return List.of(
                new Tensor("probabilities", Datatype.FP32, shape, new TensorValues.Decimals(mean)));
    }
}
