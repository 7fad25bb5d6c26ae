// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.gate;

import java.io.Serializable;

/**
 * What may be in flight in each subtask.
 *
 * @param records of each pool, at least 1
 * @param bytes of each pool, at least 1; a record larger than this still passes when there is room
 *     at all
 * @param pools one for all predictors together, or as many as there are predictors
 */
public record InFlightLimits(int records, long bytes, int pools) implements Serializable {

    /** For all predictors together. */
    public static InFlightLimits of(int records, long bytes) {
        return new InFlightLimits(records, bytes, 1);
    }

    /** Which pool the records of a predictor take their places from. */
    int pool(int predictor) {
        return pools == 1 ? 0 : predictor;
    }
}
