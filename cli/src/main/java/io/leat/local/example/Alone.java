package io.leat.local.example;

import io.leat.local.serving.Datatype;
import io.leat.local.serving.ServedModel;
import io.leat.local.serving.Shape;
import io.leat.local.serving.Tensor;
import io.leat.local.serving.Unit;
import io.leat.local.serving.Values;
import io.leat.protocol.UnitMethod;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each model of a graph says by itself, asked directly: what a combined answer is up against.
 */
final class Alone {

    private Alone() {}

    static void print(ExampleGraph graph, Collection<ExampleImage> images, PrintStream out) {
        Map<String, Unit> units = new TreeMap<>(graph.units());
        try {
            units.forEach(
                    (name, unit) -> {
                        if (unit instanceof ServedModel model
                                && model.method() == UnitMethod.PREDICT) {
                            out.printf("alone       %-14s %s%n", name, tally(model, images));
                        }
                    });
        } finally {
            units.values().forEach(Unit::close);
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
        return new Tensor("images", Datatype.FP32, shape, new Values.Decimals(image.pixels()));
    }
}
