// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import java.io.Serializable;
import java.time.Duration;

/**
 * The settings of a circuit breaker: when an endpoint is taken to be down, and how it is looked at
 * again.
 *
 * @param records how many of them, one after the other, are looked at; at least 2
 * @param failureRate percent of them that must have failed
 * @param longestWait between two looks at an endpoint that is down
 */
public record BreakerSettings(int records, int failureRate, Duration longestWait)
        implements Serializable {}
