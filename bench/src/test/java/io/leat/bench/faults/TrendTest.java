// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.bench.harness.JvmVitals;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class TrendTest {

    @Test
    void isContentWithWhatGoesUpAndDown() {
        assertThat(of(i -> new JvmVitals(100_000 + i % 3 * 9000, 80_000, 90 + i % 2)).problems())
                .isEmpty();
    }

    @Test
    void isContentWithASecondSubtaskThatComesAndGoes() {
        assertThat(
                        of(i -> new JvmVitals(100_000, 80_000, i % 4 == 0 || i == 7 ? 70 : 90))
                                .problems())
                .isEmpty();
    }

    @Test
    void lookPastTheWarmUp() {
        assertThat(of(i -> new JvmVitals(i < 4 ? 50_000 : 100_000, 80_000, 90)).problems())
                .isEmpty();
    }

    @Test
    void seesThreadsThatAreNeverEnded() {
        assertThat(of(i -> new JvmVitals(100_000, 80_000, 90 + 5 * i)).problems())
                .containsExactly("130 threads (expected: about 110)");
    }

    @Test
    void seesClassesThatAreNeverUnloaded() {
        assertThat(of(i -> new JvmVitals(100_000, 80_000 + 10_000 * i, 90)).problems())
                .singleElement()
                .asString()
                .contains("KB of metaspace");
    }

    @Test
    void saysNothingOfTooFewLooks() {
        Trend trend = new Trend();
        trend.add(new JvmVitals(1, 1, 1));

        assertThat(trend.problems())
                .containsExactly("1 looks at the TaskManager (expected: at least 6)");
    }

    private static Trend of(IntFunction<JvmVitals> look) {
        Trend trend = new Trend();
        for (int i = 0; i < 12; i++) {
            trend.add(look.apply(i));
        }
        return trend;
    }
}
