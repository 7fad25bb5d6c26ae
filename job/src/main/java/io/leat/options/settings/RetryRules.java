// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.client.CallLimits;
import io.leat.client.retry.OnExhausted;
import io.leat.client.retry.OnModelError;
import io.leat.client.retry.RetryPolicy;
import io.leat.options.OptionReader;
import io.leat.options.catalog.LeatOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads how far a record is tried, and what that must keep to. */
final class RetryRules {

    private static final Duration DEFAULT_TIME = Duration.ofMinutes(10);
    private static final int DEFAULT_TIMEOUTS = 10;

    private RetryRules() {}

    static @Nullable RetryPolicy retries(OptionReader reader, @Nullable CallLimits limits) {
        Integer attempts = reader.read(LeatOptions.RETRY_ATTEMPTS);
        Duration stated = reader.read(LeatOptions.RETRY_TIME);
        Duration alone = reader.read(LeatOptions.RETRY_ALONE);
        OnExhausted exhausted = reader.read(LeatOptions.ON_EXHAUSTED);
        OnModelError modelErrors = reader.read(LeatOptions.ON_MODEL_ERROR);
        if (attempts == null
                || alone == null
                || exhausted == null
                || modelErrors == null
                || limits == null) {
            return null;
        }
        if (stated != null && stated.compareTo(limits.callTimeout()) < 0) {
            reader.problem(
                    "%s and %s (expected: a budget of at least one call)"
                            .formatted(
                                    reader.says(LeatOptions.RETRY_TIME, stated.toMillis() + "ms"),
                                    reader.says(
                                            LeatOptions.CALL_TIMEOUT,
                                            limits.callTimeout().toMillis() + "ms")),
                    LeatOptions.RETRY_TIME,
                    LeatOptions.CALL_TIMEOUT);
        }
        Duration time = stated == null ? defaultTime(limits.callTimeout()) : stated;
        return new RetryPolicy(attempts, time, alone, exhausted, modelErrors);
    }

    private static Duration defaultTime(Duration callTimeout) {
        Duration timeouts = callTimeout.multipliedBy(DEFAULT_TIMEOUTS);
        return timeouts.compareTo(DEFAULT_TIME) > 0 ? timeouts : DEFAULT_TIME;
    }
}
