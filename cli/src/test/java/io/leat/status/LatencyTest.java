// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Quantiles of a cumulative histogram are the bounds of its buckets. */
class LatencyTest {

    private static final double ABOVE = Double.POSITIVE_INFINITY;

    private static SortedMap<Double, Long> calls(long upToTenth, long upToOne, long all) {
        return new TreeMap<>(Map.of(0.1, upToTenth, 1.0, upToOne, ABOVE, all));
    }

    @Test
    void isThatOfTheCallsBetweenTwoLooks() {
        assertThat(Latency.between(calls(1_000, 1_000, 1_000), calls(1_001, 1_100, 1_100)))
                .isEqualTo(new Latency(1.0, 1.0, 100, false));
    }

    @Test
    void isThatOfAllCallsWhereNoneWasMadeBetween() {
        assertThat(Latency.between(calls(90, 100, 100), calls(90, 100, 100)))
                .isEqualTo(new Latency(0.1, 1.0, 100, true));
    }

    @Test
    void isThatOfAllCallsWhereTheTasksHaveRestarted() {
        assertThat(Latency.between(Map.of(), calls(99, 100, 100)))
                .isEqualTo(new Latency(0.1, 0.1, 100, true));
    }

    @Test
    void isAboveTheLastBoundWhereTheCallsAre() {
        assertThat(Latency.between(Map.of(), calls(50, 98, 100)))
                .isEqualTo(new Latency(0.1, ABOVE, 100, true));
    }
}
