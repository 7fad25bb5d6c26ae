// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.bench.load.experiment.LoadRow;
import io.leat.bench.load.measure.Times;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadOptionsTest {

    private static LoadOptions choose(String... arguments) {
        return LoadOptions.of(new ArrayList<>(List.of(arguments)));
    }

    private static List<String> names(LoadOptions choice) {
        return choice.rows().stream().map(LoadRow::name).toList();
    }

    @Test
    void takesTheRowsThatTargetsSpeakOf() {
        assertThat(names(choose())).contains("bare-rest", "rest", "huge", "recovery");
    }

    @Test
    void addsWhatARowNeeds() {
        assertThat(names(choose("delay-1s"))).containsExactly("rest", "delay-1s");
    }

    @Test
    void takesTimes() {
        Times times = choose("--rounds", "3", "--warm-up", "0").times();

        assertThat(times).isEqualTo(new Times(0, 10, 2, 3));
    }

    @Test
    void listsTheRowsThereAre() {
        assertThatThrownBy(() -> choose("fast"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no row [fast] (expected: bare-rest, ");
    }

    @Test
    void wantsANumberWhereOneBelongs() {
        assertThatThrownBy(() -> choose("--rounds", "many"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--rounds (expected: a number after it)");
    }
}
