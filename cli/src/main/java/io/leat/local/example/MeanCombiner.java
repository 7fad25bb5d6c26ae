package io.leat.local.example;

import io.leat.local.serving.Datatype;
import io.leat.local.serving.RefusedException;
import io.leat.local.serving.ServedCombiner;
import io.leat.local.serving.Shape;
import io.leat.local.serving.Tensor;
import io.leat.local.serving.TensorSpec;
import io.leat.local.serving.Values;
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
                new Tensor("probabilities", Datatype.FP32, shape, new Values.Decimals(mean)));
    }
}
