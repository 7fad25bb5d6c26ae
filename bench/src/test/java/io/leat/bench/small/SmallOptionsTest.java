// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.small;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallOptionsTest {

    @Test
    void areTwentyDeploymentsInFourGigabytesByDefault() {
        assertThat(SmallOptions.parse(List.of()))
                .isEqualTo(new SmallOptions(20, 4096, 2048, false, 1000));
    }

    @Test
    void areReadInAnyOrder() {
        assertThat(SmallOptions.parse(List.of("--upload", "--size", "9", "--deployments", "3")))
                .isEqualTo(new SmallOptions(3, 4096, 2048, true, 9));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--deployments 0 | --deployments 0 (expected: a whole number above zero)",
                "--deployment 2 | --deployment (expected: --deployments N,",
                "--size | --size (expected: --deployments N,"
            })
    void areRefusedWithWhatWasExpected(String arguments, String problem) {
        assertThatThrownBy(() -> SmallOptions.parse(List.of(arguments.split(" ", -1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(problem);
    }
}
