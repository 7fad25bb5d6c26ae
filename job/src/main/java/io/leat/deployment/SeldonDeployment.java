// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import java.util.List;
import java.util.Map;

/**
 * A SeldonDeployment that v1 would accept, defaults applied.
 *
 * @param name {@code metadata.name}
 * @param namespace {@code metadata.namespace}, else {@code default}
 * @param kafka whether its {@code serverType} is {@code kafka}
 * @param annotations those of its spec; v1 reads its options from there and not from the metadata
 * @param predictors in document order, at least one
 */
public record SeldonDeployment(
        String name,
        String namespace,
        boolean kafka,
        Map<String, String> annotations,
        List<Predictor> predictors) {

    public SeldonDeployment {
        annotations = Map.copyOf(annotations);
        predictors = List.copyOf(predictors);
    }

    /** The predictors that are no shadows, in document order. */
    public List<Predictor> primaries() {
        return predictors.stream().filter(predictor -> !predictor.shadow()).toList();
    }

    /**
     * The predictors that read the input topic of one of them, itself included, in document order:
     * as far as the document says it, and without shadows.
     */
    public List<Predictor> sharing(Predictor predictor) {
        List<Predictor> primaries = primaries();
        int position = primaries.indexOf(predictor);
        return InputTopics.groups(primaries.stream().map(Predictor::orchestratorEnv).toList())
                .stream()
                .filter(group -> group.contains(position))
                .findFirst()
                .map(group -> group.stream().map(primaries::get).toList())
                .orElse(List.of(predictor));
    }

    /** The consumer group of one of its predictors. */
    public String group(Predictor predictor) {
        return predictor.name() + "." + name + "." + namespace;
    }
}
