// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.traffic.TrafficBy.First;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficByTest {

    @Test
    void isTheKeyThePuidOrAHeader() {
        assertThat(TrafficBy.parse("key")).isEqualTo(TrafficBy.KEY);
        assertThat(TrafficBy.parse(" PUID ")).isEqualTo(TrafficBy.PUID);
        assertThat(TrafficBy.parse("header:X-Customer"))
                .isEqualTo(new TrafficBy(First.HEADER, "x-customer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "puid", "header:x-customer"})
    void isWrittenAsItIsRead(String text) {
        assertThat(TrafficBy.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "keys", "header", "header:", "header: ", "m=key"})
    void isNothingElse(String text) {
        assertThat(TrafficBy.parse(text)).isNull();
    }
}
