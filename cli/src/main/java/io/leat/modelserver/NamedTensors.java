// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tensors by name, as the V2 and TensorFlow protocols send them and ask for them. */
public final class NamedTensors {

    private NamedTensors() {}

    /**
     * Runs a model.
     *
     * @param given its inputs in any order
     * @param asked the names of the outputs wanted; empty wants all
     * @throws RefusedException if the inputs or the names are not the model's
     */
    public static List<Tensor> infer(
            ServedModel model, Collection<Tensor> given, Collection<String> asked)
            throws RefusedException {
        Map<String, Tensor> byName = new LinkedHashMap<>();
        for (Tensor tensor : given) {
            if (byName.put(tensor.name(), tensor) != null) {
                throw RefusedException.badRequest("input \"" + tensor.name() + "\": given twice");
            }
        }
        requireAll("inputs", byName.keySet(), model.inputs());
        List<Tensor> inputs = new ArrayList<>();
        for (TensorSpec spec : model.inputs()) {
            inputs.add(
                    spec.bind(Objects.requireNonNull(byName.get(spec.name()), "required above")));
        }
        requireKnown("input", byName.keySet(), model.inputs());
        requireKnown("output", asked, model.outputs());
        return model.infer(inputs).stream()
                .filter(output -> asked.isEmpty() || asked.contains(output.name()))
                .toList();
    }

    /**
     * Checks that nothing is missing.
     *
     * @throws RefusedException if one of the specs has no name in {@code given}
     */
    public static void requireAll(String where, Collection<String> given, List<TensorSpec> specs)
            throws RefusedException {
        for (TensorSpec spec : specs) {
            if (!given.contains(spec.name())) {
                throw unknown(where + ": no", spec.name(), specs);
            }
        }
    }

    /**
     * Checks that nothing is given or asked for that there is not.
     *
     * @throws RefusedException if one of the names is none of the specs'
     */
    public static void requireKnown(String what, Collection<String> given, List<TensorSpec> specs)
            throws RefusedException {
        for (String name : given) {
            if (specs.stream().noneMatch(spec -> spec.name().equals(name))) {
                throw unknown(what, name, specs);
            }
        }
    }

    private static RefusedException unknown(String what, String name, List<TensorSpec> known) {
        return RefusedException.badRequest(
                "%s \"%s\" (expected: %s)"
                        .formatted(what, name, known.stream().map(TensorSpec::name).toList()));
    }
}
