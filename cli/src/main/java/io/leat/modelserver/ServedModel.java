// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import io.leat.protocol.UnitMethod;
import java.util.List;

/**
 * A model, or a transformer of what goes into one or comes out of one: tensors in, tensors out.
 * Only the seldon protocol tells these apart.
 */
public non-sealed interface ServedModel extends ServedUnit {

    /** Predict, or transform-input or transform-output. */
    @Override
    default UnitMethod method() {
        return UnitMethod.PREDICT;
    }

    /** What a call gives, in the order {@link #infer} answers. */
    List<TensorSpec> outputs();

    /** What the columns of its only output mean; empty if it does not say. */
    default List<String> columns() {
        return List.of();
    }

    /** The V2 protocol's name for what runs the model, for example {@code onnxruntime_onnx}. */
    String platform();

    /**
     * Runs the model once.
     *
     * @param inputs one for each of {@link #inputs()}, in that order, each of the declared type and
     *     shape
     * @throws RuntimeException if the model fails; the caller answers with an internal error
     */
    List<Tensor> infer(List<Tensor> inputs);
}
