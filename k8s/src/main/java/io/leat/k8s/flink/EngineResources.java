// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Quantity;
import io.leat.k8s.predictor.PredictorContext;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a TaskManager, from {@code svcOrchSpec.resources}: there v1's executor stood.
 *
 * @param cpu cores asked for
 * @param cpuLimitFactor the limit as a multiple of it, or null for none stated
 * @param memoryMiB of the whole process, asked for and limit alike: Flink divides it up at start
 * @param reason where each of them comes from, for people
 */
record EngineResources(
        BigDecimal cpu, @Nullable BigDecimal cpuLimitFactor, long memoryMiB, String reason) {

    /** Below it, what Flink sets aside for itself leaves no heap. */
    static final long LEAST_MIB = 1280;

    private static final long DEFAULT_MIB = 2048;
    private static final BigDecimal DEFAULT_CPU = new BigDecimal("0.5");
    private static final BigDecimal MIB = BigDecimal.valueOf(1 << 20);

    private static final String DEFAULT_CPU_REASON =
            "what v1's executor asked for; calls wait for models, and more is used where there is"
                    + " more.";
    private static final String DEFAULT_MEMORY_REASON =
            "about 1 GiB of heap for records in flight, the rest for the JVM and the network.";

    static EngineResources of(PredictorContext context) {
        Stated stated = Stated.of(context);
        BigDecimal request = stated.quantity("requests", "cpu");
        BigDecimal limit = stated.quantity("limits", "cpu");
        BigDecimal cpu = request != null ? request : limit != null ? limit : DEFAULT_CPU;
        BigDecimal factor =
                limit == null || limit.compareTo(cpu) <= 0
                        ? null
                        : limit.divide(cpu, 3, RoundingMode.HALF_UP).stripTrailingZeros();
        String reason =
                stated.json().isObject()
                        ? "cpu: "
                                + stated.origin("cpu", request, limit, DEFAULT_CPU_REASON)
                                + "\nmemory, of the whole process: "
                                + stated.memoryOrigin()
                        : "Leat's own, as the document states none in svcOrchSpec.resources.\ncpu: "
                                + DEFAULT_CPU_REASON
                                + "\nmemory, of the whole process: "
                                + DEFAULT_MEMORY_REASON;
        return new EngineResources(cpu, factor, stated.memory(), reason);
    }

    /** What the document states, and where. */
    private record Stated(PredictorContext context, JsonNode json, String field) {

        static Stated of(PredictorContext context) {
            JsonNode own = context.checked().path("svcOrchSpec").path("resources");
            return own.isObject()
                    ? new Stated(context, own, "svcOrchSpec.resources")
                    : new Stated(
                            context, context.checked().path("engineResources"), "engineResources");
        }

        String origin(
                String name,
                @Nullable BigDecimal request,
                @Nullable BigDecimal limit,
                String otherwise) {
            if (request == null && limit == null) {
                return "not stated in " + field + "; " + otherwise;
            }
            return "from "
                    + field
                    + (request != null ? ".requests." : ".limits.")
                    + name
                    + ", where v1's executor stood.";
        }

        String memoryOrigin() {
            BigDecimal limit = quantity("limits", "memory");
            BigDecimal bytes = limit != null ? limit : quantity("requests", "memory");
            if (bytes == null) {
                return "not stated in " + field + "; " + DEFAULT_MEMORY_REASON;
            }
            return "from "
                    + field
                    + (limit != null ? ".limits" : ".requests")
                    + ".memory"
                    + (wanted(bytes) < LEAST_MIB
                            ? ", raised to the least that Flink starts with."
                            : ".");
        }

        private static long wanted(BigDecimal bytes) {
            return bytes.divide(MIB, 0, RoundingMode.UP).longValue();
        }

        long memory() {
            BigDecimal limit = quantity("limits", "memory");
            BigDecimal request = quantity("requests", "memory");
            BigDecimal bytes = limit != null ? limit : request;
            if (bytes == null) {
                return DEFAULT_MIB;
            }
            long wanted = wanted(bytes);
            if (wanted < LEAST_MIB) {
                String at =
                        context.path(field) + (limit != null ? ".limits" : ".requests") + ".memory";
                context.problems()
                        .warn(
                                at,
                                wanted
                                        + "Mi: rendered as "
                                        + LEAST_MIB
                                        + "Mi, as a Flink TaskManager needs more than v1's executor"
                                        + " did");
                return LEAST_MIB;
            }
            return wanted;
        }

        @Nullable BigDecimal quantity(String kind, String name) {
            JsonNode stated = json.path(kind).path(name);
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
                            context.path(field) + "." + kind + "." + name,
                            "\""
                                    + stated.asText()
                                    + "\" (expected: a quantity above zero, for example \"500m\" or"
                                    + " \"2Gi\")");
            return null;
        }
    }

    String memory() {
        return memoryMiB + "m";
    }
}
