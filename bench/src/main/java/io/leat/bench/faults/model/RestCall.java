// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the model reads in a request.
 *
 * @param number below zero if it is none of ours
 */
record RestCall(long number, ModelBehaviour wish) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RestCall STRANGE = new RestCall(-1, ModelBehaviour.GOOD);

    static RestCall of(byte[] body, @Nullable String encoding) {
        if (!Objects.requireNonNullElse(encoding, "identity").equals("identity")) {
            return STRANGE;
        }
        try {
            JsonNode found = JSON.readTree(body);
            JsonNode number = found.path("data").path("ndarray").path(0).path(0);
            String wish = found.path(ModelBehaviour.MEMBER).asText("");
            return new RestCall(
                    number.isIntegralNumber() ? number.asLong() : -1,
                    wish.isEmpty() ? ModelBehaviour.GOOD : ModelBehaviour.of(wish));
        } catch (IOException | IllegalArgumentException e) {
            return STRANGE;
        }
    }
}
