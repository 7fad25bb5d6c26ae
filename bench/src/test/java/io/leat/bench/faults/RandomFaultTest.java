// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import static org.assertj.core.api.Assertions.assertThatNoException;

import io.leat.bench.faults.scenario.Scenario;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RandomFaultTest {

    static Iterable<RandomFault> all() {
        return RandomFault.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void speaksTheLanguageOfScenarios(RandomFault mishap) {
        assertThatNoException()
                .isThrownBy(
                        () -> {
                            Script.check(new Scenario.Step("at once", mishap.begin()));
                            Script.check(new Scenario.Step("after 1 s", mishap.end()));
                        });
    }
}
