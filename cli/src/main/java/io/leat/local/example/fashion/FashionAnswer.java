// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the example's graphs.
 *
 * @param routing the branch each router took, by its name, where the answer says so
 * @param model the model that answered, where the protocol says so
 */
public record FashionAnswer(
        FashionPrediction prediction, Map<String, Integer> routing, @Nullable String model) {

    public FashionAnswer {
        routing = Map.copyOf(routing);
    }

    static FashionAnswer of(FashionPrediction prediction) {
        return new FashionAnswer(prediction, Map.of(), null);
    }
}
