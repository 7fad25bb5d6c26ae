// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import io.leat.local.example.picture.ExampleImage;
import io.leat.local.example.picture.GreyImage;
import io.leat.local.example.picture.ImageSheet;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.Shape;
import io.leat.modelserver.TensorSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files of the example. */
public final class FashionExample {

    /** The graph node's name in the deployment, and so the model's name on the wire. */
    public static final String MODEL = "fashion";

    public static final String REQUEST_TOPIC = "fashion-requests";
    public static final String PREDICTION_TOPIC = "fashion-predictions";

    /** The same of the smaller model. */
    public static final String SMALL_MODEL = "fashion-small";

    /** The shape of the models' input. */
    public static final Shape IMAGES = Shape.of(Shape.ANY, GreyImage.SIDE, GreyImage.SIDE);

    /** The models' output. */
    public static final TensorSpec PROBABILITIES =
            new TensorSpec("probabilities", Datatype.FP32, Shape.of(Shape.ANY, 10));

    private static final List<String> CLASSES = text("classes.txt").lines().toList();

    private FashionExample() {}

    /** The model as an ONNX file: grey values 0..255 in, one probability per class out. */
    public static byte[] model() {
        return resource("fashion.onnx");
    }

    /** A smaller model with the same input and output. */
    public static byte[] smallModel() {
        return resource("fashion-small.onnx");
    }

    /** The names of the classes in the order of the model's output. */
    public static List<String> classes() {
        return CLASSES;
    }

    /** All bundled images, classes mixed; none of them was used in training. */
    public static List<ExampleImage> images() {
        return ImageSheet.read(resource("images.png"), text("images.csv"), classes());
    }

    public static String text(String name) {
        return new String(resource(name), StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) {
        try (InputStream in = FashionExample.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(
                        "resource "
                                + name
                                + " is missing beside "
                                + FashionExample.class.getName());
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + name, e);
        }
    }
}
