// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import io.leat.local.example.fashion.ClassNamer;
import io.leat.local.example.fashion.FashionExample;
import io.leat.local.example.picture.GreyImage;
import io.leat.modelserver.OnnxModel;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.ServedUnit;
import io.leat.protocol.Protocol;
import java.util.Map;

/** The deployments that {@code leat local} brings. */
public enum ExampleGraph {
    /** One model. */
    MODEL("model", FashionExample.MODEL),
    /** A transformer in front of the model, and one behind it. */
    TRANSFORMER("transformer", "fashion-transformer"),
    /** Two models, of which each record is answered by one. */
    AB_TEST("ab-test", "fashion-ab-test"),
    /** Two models, whose answers are combined. */
    COMBINER("combiner", "fashion-combiner"),
    /** A model, and a second one beside it whose answers go to a topic of their own. */
    SHADOW("shadow", "fashion-shadow"),
    /** Two predictors that share the records, most of them for the one in use. */
    CANARY("canary", "fashion-canary");

    private final String wire;
    private final String deployment;

    ExampleGraph(String wire, String deployment) {
        this.wire = wire;
        this.deployment = deployment;
    }

    /** The name on the command line. */
    public String wire() {
        return wire;
    }

    /** The name of its SeldonDeployment, with which its topics begin, and of the file. */
    String deployment() {
        return deployment;
    }

    /** The SeldonDeployment as it is bundled. */
    public String yaml() {
        return FashionExample.text(deployment + ".yaml");
    }

    /**
     * Whether its nodes can be called in a protocol. TensorFlow's and V2's have no call that
     * combines over gRPC, and over REST the embedded server answers none.
     */
    public boolean speaks(Protocol protocol) {
        return switch (this) {
            case MODEL, TRANSFORMER, AB_TEST, SHADOW, CANARY -> true;
            case COMBINER -> protocol == Protocol.SELDON;
        };
    }

    /** What its nodes do, by their names; the caller closes them. */
    Map<String, ServedUnit> units() {
        return switch (this) {
            case MODEL -> Map.of(FashionExample.MODEL, fashion());
            case TRANSFORMER ->
                    Map.of(
                            "inverter",
                            new PixelInverter(),
                            "namer",
                            new ClassNamer(),
                            FashionExample.MODEL,
                            fashion());
            case AB_TEST, SHADOW, CANARY ->
                    Map.of(FashionExample.MODEL, fashion(), FashionExample.SMALL_MODEL, small());
            case COMBINER ->
                    Map.of(
                            "mean",
                            new MeanCombiner(),
                            FashionExample.MODEL,
                            fashion(),
                            FashionExample.SMALL_MODEL,
                            small());
        };
    }

    /** The image as a record of this graph holds it. */
    GreyImage record(GreyImage image) {
        return switch (this) {
            case MODEL, AB_TEST, COMBINER, SHADOW, CANARY -> image;
            case TRANSFORMER -> image.negative();
        };
    }

    private static ServedModel fashion() {
        return OnnxModel.load(FashionExample.model());
    }

    private static ServedModel small() {
        return OnnxModel.load(FashionExample.smallModel());
    }
}
