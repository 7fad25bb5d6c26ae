// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of things. */
class CountedTest {

    @ParameterizedTest
    @CsvSource({"0, 0 records", "1, 1 record", "2, 2 records"})
    void sayOneOfOneThing(long number, String words) {
        assertThat(Counted.of(number, "record")).isEqualTo(words);
    }
}
