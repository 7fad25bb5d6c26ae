// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import io.leat.local.example.fashion.FashionExample;
import io.leat.local.example.picture.GreyImage;
import io.leat.modelserver.Datatype;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorSpec;
import io.leat.modelserver.TensorValues;
import io.leat.protocol.UnitMethod;
import java.util.List;

/** A transformer of what goes in: negatives become the bright on black the model was trained on. */
final class PixelInverter implements ServedModel {

    private static final List<TensorSpec> IMAGES =
            List.of(new TensorSpec("images", Datatype.FP32, FashionExample.IMAGES));

    @Override
    public UnitMethod method() {
        return UnitMethod.TRANSFORM_INPUT;
    }

    @Override
    public List<TensorSpec> inputs() {
        return IMAGES;
    }

    @Override
    public List<TensorSpec> outputs() {
        return IMAGES;
    }

    @Override
    public String platform() {
        return "java";
    }

    @Override
    public List<Tensor> infer(List<Tensor> inputs) {
        double[] pixels = inputs.get(0).decimals().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = GreyImage.WHITE - pixels[i];
        }
        TensorValues inverted = new TensorValues.Decimals(pixels);
        return List.of(new Tensor("images", Datatype.FP32, inputs.get(0).shape(), inverted));
    }
}
