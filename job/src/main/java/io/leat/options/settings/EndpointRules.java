// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.client.CallLimits;
import io.leat.client.retry.BreakerSettings;
import io.leat.client.retry.LimitSettings;
import io.leat.client.retry.LimitSettings.Algorithm;
import io.leat.options.Option;
import io.leat.options.OptionReader;
import io.leat.options.catalog.LeatOptions;
import io.leat.options.settings.JobSettings.Flow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the settings of circuit breaker and concurrency limit, and checks them against others. */
final class EndpointRules {

    private static final int DEFAULT_RECORDS = 20;
    private static final int FEWEST_RECORDS = 2;

    private EndpointRules() {}

    static @Nullable BreakerSettings breaker(OptionReader reader, @Nullable Flow flow) {
        Integer records = reader.read(LeatOptions.BREAKER_RECORDS);
        Integer rate = reader.read(LeatOptions.BREAKER_FAILURE_RATE);
        Duration wait = reader.read(LeatOptions.BREAKER_WAIT);
        if (rate == null || wait == null || flow == null) {
            return null;
        }
        int inFlight = flow.maxInFlight();
        // One that needs more records than there can be would never open.
        atMostInFlight(reader, LeatOptions.BREAKER_RECORDS, records, inFlight);
        int usual = Math.max(FEWEST_RECORDS, Math.min(DEFAULT_RECORDS, inFlight));
        return new BreakerSettings(records == null ? usual : records, rate, wait);
    }

    static @Nullable LimitSettings concurrency(
            OptionReader reader, @Nullable Flow flow, @Nullable CallLimits limits) {
        Algorithm algorithm = reader.read(LeatOptions.CONCURRENCY);
        Integer least = reader.read(LeatOptions.CONCURRENCY_MIN);
        Integer most = reader.read(LeatOptions.CONCURRENCY_MAX);
        if (algorithm == null || least == null || flow == null) {
            return null;
        }
        int inFlight = flow.maxInFlight();
        atMostInFlight(reader, LeatOptions.CONCURRENCY_MAX, most, inFlight);
        int limit = most == null ? inFlight : most;
        if (least > limit && !reader.isDeferred(LeatOptions.CONCURRENCY_MAX)) {
            Option<Integer> above =
                    most == null ? LeatOptions.MAX_IN_FLIGHT : LeatOptions.CONCURRENCY_MAX;
            reader.problem(
                    "%s and %s (expected: at most that)"
                            .formatted(
                                    reader.says(LeatOptions.CONCURRENCY_MIN, least),
                                    reader.says(above, limit)),
                    LeatOptions.CONCURRENCY_MIN,
                    above);
        }
        return limits == null
                ? null
                : new LimitSettings(algorithm, least, limit, limits.callTimeout());
    }

    private static void atMostInFlight(
            OptionReader reader, Option<Integer> option, @Nullable Integer value, int inFlight) {
        if (value != null && value > inFlight) {
            reader.problem(
                    "%s and %s (expected: at most the records in flight)"
                            .formatted(
                                    reader.says(option, value),
                                    reader.says(LeatOptions.MAX_IN_FLIGHT, inFlight)),
                    option,
                    LeatOptions.MAX_IN_FLIGHT);
        }
    }
}
