// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.kafka.InferenceRequest;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Draws for a graph's random branches, seeded by the record's coordinates: a record that is
 * repeated after a failure takes the same branch again. Not thread-safe.
 */
final class RecordDraws implements DoubleSupplier {

    private final long seed;
    private @Nullable SplittableRandom random;

    RecordDraws(InferenceRequest request) {
        this.seed =
                31L * (31L * request.topic.hashCode() + request.partition)
                        + request.offset * 0x9E3779B97F4A7C15L;
    }

    @Override
    public double getAsDouble() {
        if (random == null) {
            random = new SplittableRandom(seed);
        }
        return random.nextDouble();
    }
}
