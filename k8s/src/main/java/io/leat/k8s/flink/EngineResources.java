// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.leat.k8s.predictor.PredictorContext;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What a TaskManager gets, from {@code svcOrchSpec.resources}: there v1's executor stood.
 *
 * @param cpu cores asked for
 * @param cpuLimitFactor the limit as a multiple of it, or null for none stated
 * @param memoryMiB of the whole process, asked for and limit alike: Flink divides it up at start
 */
record EngineResources(BigDecimal cpu, @Nullable BigDecimal cpuLimitFactor, long memoryMiB) {

    /** Below it, what Flink sets aside for itself leaves no heap. */
    static final long LEAST_MIB = 1280;

    private static final long DEFAULT_MIB = 2048;
    private static final BigDecimal DEFAULT_CPU = new BigDecimal("0.5");
    private static final BigDecimal MIB = BigDecimal.valueOf(1 << 20);

    static EngineResources of(PredictorContext context) {
        JsonNode stated = context.checked().path("svcOrchSpec").path("resources");
        String path = context.path("svcOrchSpec.resources");
        if (!stated.isObject()) {
            stated = context.checked().path("engineResources");
            path = context.path("engineResources");
        }
        BigDecimal request = quantity(context, stated, path, "requests", "cpu");
        BigDecimal limit = quantity(context, stated, path, "limits", "cpu");
        BigDecimal cpu = request != null ? request : limit != null ? limit : DEFAULT_CPU;
        BigDecimal factor =
                limit == null || limit.compareTo(cpu) <= 0
                        ? null
                        : limit.divide(cpu, 3, RoundingMode.HALF_UP).stripTrailingZeros();
        return new EngineResources(cpu, factor, memory(context, stated, path));
    }

    private static long memory(PredictorContext context, JsonNode stated, String path) {
        BigDecimal limit = quantity(context, stated, path, "limits", "memory");
        BigDecimal request = quantity(context, stated, path, "requests", "memory");
        BigDecimal bytes = limit != null ? limit : request;
        if (bytes == null) {
            return DEFAULT_MIB;
        }
        long wanted = bytes.divide(MIB, 0, RoundingMode.UP).longValue();
        if (wanted < LEAST_MIB) {
            String at = path + (limit != null ? ".limits" : ".requests") + ".memory";
            context.problems()
                    .warn(
                            at,
                            wanted
                                    + "Mi: rendered as "
                                    + LEAST_MIB
                                    + "Mi, as a Flink TaskManager needs more than v1's executor did");
            return LEAST_MIB;
        }
        return wanted;
    }

    private static @Nullable BigDecimal quantity(
            PredictorContext context, JsonNode resources, String path, String kind, String name) {
        JsonNode stated = resources.path(kind).path(name);
        if (stated.isMissingNode()) {
            return null;
        }
        try {
            BigDecimal amount = Quantity.getAmountInBytes(new Quantity(stated.asText()));
            if (amount != null && amount.signum() > 0) {
                return amount;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        context.problems()
                .refuse(
                        path + "." + kind + "." + name,
                        "\""
                                + stated.asText()
                                + "\" (expected: a quantity above zero, for example \"500m\" or"
                                + " \"2Gi\")");
        return null;
    }

    String memory() {
        return memoryMiB + "m";
    }
}
