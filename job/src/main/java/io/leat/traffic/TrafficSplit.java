// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.traffic;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the predictors of one job share the records of its input topic.
 *
 * @param salt the name of the deployment
 * @param by what of a record decides
 * @param predictors their names, in document order
 * @param percents of each, 100 in all
 */
public record TrafficSplit(
        String salt, TrafficBy by, List<String> predictors, List<Integer> percents)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    public TrafficSplit {
        predictors = List.copyOf(predictors);
        percents = List.copyOf(percents);
        if (predictors.size() != percents.size()) {
            throw new IllegalArgumentException(
                    percents + " (expected: a share for each of " + predictors + ")");
        }
        TrafficShares.of(percents); // refuses what does not add up
    }

    /** By predictor, in document order. */
    public Map<String, Integer> weights() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        for (int i = 0; i < predictors.size(); i++) {
            weights.put(predictors.get(i), percents.get(i));
        }
        return weights;
    }

    /** Such as {@code main 90, canary 10}. */
    public String words() {
        return weights().entrySet().stream()
                .map(weight -> weight.getKey() + " " + weight.getValue())
                .collect(Collectors.joining(", "));
    }
}
