// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.traffic;

import java.io.Serializable;
import java.util.List;

/**
 * The records of its input topic that a predictor answers.
 *
 * @param salt the name of the deployment
 * @param by what of a record decides
 * @param percent of the records, from 0 to 100
 */
public record TrafficSample(String salt, TrafficBy by, int percent) implements Serializable {

    private static final long serialVersionUID = 1L;

    public TrafficSample {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException(percent + " (expected: 0 to 100)");
        }
    }

    /** Whether it is every record, so that nothing has to be hashed. */
    public boolean isAll() {
        return percent == 100;
    }

    /**
     * Which buckets are in it: those of the second of two, so that a larger sample has the records
     * of a smaller one.
     */
    public TrafficShares shares() {
        return TrafficShares.of(List.of(100 - percent, percent));
    }
}
