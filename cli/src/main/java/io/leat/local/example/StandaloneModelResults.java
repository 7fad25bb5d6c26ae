// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import io.leat.local.example.fashion.FashionPrediction;
import io.leat.local.example.picture.ExampleImage;
import io.leat.local.example.picture.GreyImage;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedUnit;
import io.leat.modelserver.Shape;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorValues;
import io.leat.protocol.UnitMethod;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each model of a graph says by itself, asked directly: what a combined answer is up against.
 */
final class StandaloneModelResults {

    private StandaloneModelResults() {}

    static void print(ExampleGraph graph, Collection<ExampleImage> images, PrintStream out) {
        Map<String, ServedUnit> units = new TreeMap<>(graph.units());
        try {
            units.forEach(
                    (name, unit) -> {
                        if (unit instanceof ServedModel model
                                && model.method() == UnitMethod.PREDICT) {
                            out.printf("alone       %-14s %s%n", name, tally(model, images));
                        }
                    });
        } finally {
            units.values().forEach(ServedUnit::close);
        }
    }

    private static Tally tally(ServedModel model, Collection<ExampleImage> images) {
        Tally tally = new Tally();
        for (ExampleImage image : images) {
            Tensor answer = model.infer(List.of(tensor(image.image()))).get(0);
            tally.add(FashionPrediction.of(answer.decimals()).label().equals(image.label()));
        }
        return tally;
    }

    private static Tensor tensor(GreyImage image) {
        Shape shape = Shape.of(1, GreyImage.SIDE, GreyImage.SIDE);
        return new Tensor(
                "images", Datatype.FP32, shape, new TensorValues.Decimals(image.pixels()));
    }
}
