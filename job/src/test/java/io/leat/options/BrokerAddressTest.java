// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers as options state them, taken apart. */
class BrokerAddressTest {

    @Test
    void hasHostAndPortOfEachBroker() {
        assertThat(BrokerAddress.listOrNull("kafka-0:9092, 10.0.0.1:65535,[fe80::1]:1"))
                .containsExactly(
                        new BrokerAddress("kafka-0", 9092),
                        new BrokerAddress("10.0.0.1", 65_535),
                        new BrokerAddress("fe80::1", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka-0:9092", "[::1]:9092"})
    void isWrittenAsItWasStated(String text) {
        assertThat(BrokerAddress.listOrNull(text)).singleElement().hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kafka", "kafka:", "kafka:0", "a:1,,b:2", "[kafka]:1", "::1:9092"})
    void isNoneWhereOneOfThemHasAnotherForm(String text) {
        assertThat(BrokerAddress.listOrNull(text)).isNull();
    }
}
