// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.traffic.TrafficShares;
import io.leat.traffic.TrafficSplit;
import java.util.List;

/** The weights of a job's predictors that are in force; they may change between two records. */
final class LiveWeights {

    private record InForce(List<Integer> percents, TrafficShares shares) {}

    private final TrafficSplit split;

    private volatile InForce inForce;

    LiveWeights(TrafficSplit split) {
        this.split = split;
        this.inForce = new InForce(split.percents(), TrafficShares.of(split.percents()));
    }

    /** The names of the predictors, in the order of the shares. */
    List<String> predictors() {
        return split.predictors();
    }

    /** From the next record on. Any thread. */
    void set(List<Integer> percents) {
        inForce = new InForce(List.copyOf(percents), TrafficShares.of(percents));
    }

    List<Integer> percents() {
        return inForce.percents();
    }

    TrafficShares shares() {
        return inForce.shares();
    }

    /** Such as {@code main 90, canary 10}. */
    @Override
    public String toString() {
        return new TrafficSplit(split.salt(), split.by(), split.predictors(), percents()).words();
    }
}
