// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedModel;
import io.leat.modelserver.Tensor;
import io.leat.modelserver.TensorSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Tensors by name, as requests bring them and ask for them. */
final class NamedTensors {

    private NamedTensors() {}

    /**
     * Runs a model.
     *
     * @param given its inputs by name
     * @param asked the names of the outputs wanted; empty wants all
     * @throws RefusedException if the inputs or the names are not the model's
     */
    static List<Tensor> infer(
            ServedModel model, Map<String, Tensor> given, Collection<String> asked)
            throws RefusedException {
        List<Tensor> inputs = new ArrayList<>();
        for (TensorSpec spec : model.inputs()) {
            Tensor tensor = given.get(spec.name());
            if (tensor == null) {
                throw unknown("no input", spec.name(), model.inputs());
            }
            inputs.add(spec.bind(tensor));
        }
        requireKnown("input", given.keySet(), model.inputs());
        requireKnown("output", asked, model.outputs());
        return model.infer(inputs).stream()
                .filter(output -> asked.isEmpty() || asked.contains(output.name()))
                .toList();
    }

    private static void requireKnown(String what, Collection<String> names, List<TensorSpec> known)
            throws RefusedException {
        for (String name : names) {
            if (known.stream().noneMatch(spec -> spec.name().equals(name))) {
                throw unknown(what, name, known);
            }
        }
    }

    private static RefusedException unknown(String what, String name, List<TensorSpec> known) {
        return RefusedException.badRequest(
                "%s \"%s\" (expected: %s)"
                        .formatted(what, name, known.stream().map(TensorSpec::name).toList()));
    }
}
