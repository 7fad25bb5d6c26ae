// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import io.leat.modelserver.Datatype;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorSpec;
import io.leat.modelserver.TensorValues;
import io.leat.protocol.UnitMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A transformer of what comes out: ten probabilities become the best class's name and score. */
public final class ClassNamer implements ServedModel {

    /** What it answers, and how {@link FashionAnswer} knows its answers. */
    static final String LABEL = "label";

    static final String SCORE = "score";

    @Override
    public UnitMethod method() {
        return UnitMethod.TRANSFORM_OUTPUT;
    }

    @Override
    public List<TensorSpec> inputs() {
        return List.of(FashionExample.PROBABILITIES);
    }

    @Override
    public List<TensorSpec> outputs() {
        return List.of(
                new TensorSpec(LABEL, Datatype.BYTES, Shape.of(Shape.ANY)),
                new TensorSpec(SCORE, Datatype.FP32, Shape.of(Shape.ANY)));
    }

    @Override
    public String platform() {
        return "java";
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs) {
        double[] probabilities = inputs.get(0).decimals();
        int classes = FashionExample.classes().size();
        int rows = probabilities.length / classes;
        List<String> labels = new ArrayList<>();
        double[] scores = new double[rows];
        for (int row = 0; row < rows; row++) {
            FashionPrediction best =
                    FashionPrediction.of(
                            Arrays.copyOfRange(probabilities, row * classes, (row + 1) * classes));
            labels.add(best.label());
            scores[row] = best.score();
        }
        Shape shape = Shape.of(rows);
        return List.of(
                new Tensor(LABEL, Datatype.BYTES, shape, new TensorValues.Texts(labels)),
                new Tensor(SCORE, Datatype.FP32, shape, new TensorValues.Decimals(scores)));
    }
}
