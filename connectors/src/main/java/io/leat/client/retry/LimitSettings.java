// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import java.io.Serializable;
import java.time.Duration;

/**
 * The limits of the calls that one subtask may have under way at one endpoint.
 *
 * @param least the limit never falls below, at least 1
 * @param most it never rises above
 * @param callTimeout an answer that takes more than half of it counts as a sign of overload
 */
public record LimitSettings(Algorithm algorithm, int least, int most, Duration callTimeout)
        implements Serializable {

    /** How the limit follows what the endpoint bears. */
    public enum Algorithm {
        AIMD,
        GRADIENT,
        FIXED
    }
}
