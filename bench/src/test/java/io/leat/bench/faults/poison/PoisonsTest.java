// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.poison;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.bench.faults.model.SeldonMessages;
import io.leat.bench.faults.scenario.FaultWorkload;
import io.leat.bench.harness.Workload;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoisonsTest {

    @ParameterizedTest
    @EnumSource(SeldonMessages.class)
    void knowsAtLeastFiftyKindsWithNamesOfTheirOwn(SeldonMessages speech) {
        List<String> names = Poisons.all(speech).stream().map(Poison::name).toList();

        assertThat(names).hasSizeGreaterThanOrEqualTo(50).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(SeldonMessages.class)
    void makesTheSameRecordOfANumberEachTime(SeldonMessages speech) {
        FaultWorkload requests = new FaultWorkload(speech, 4, 0, 2, Poisons.all(speech));

        for (long number = 0; number < 150; number++) {
            var once = requests.request("in", number);
            var again = requests.request("in", number);
            assertThat(again.key()).isEqualTo(once.key());
            assertThat(again.value()).isEqualTo(once.value());
            assertThat(again.headers()).isEqualTo(once.headers());
            assertThat(Workload.number(once.headers())).isEqualTo(number);
        }
    }
}
