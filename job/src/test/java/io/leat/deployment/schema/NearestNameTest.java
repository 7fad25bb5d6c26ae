// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> KNOWN =
            List.of("service_host", "service_port", "graph", "LEAT_MAX_IN_FLIGHT");

    @ParameterizedTest
    @CsvSource({
        "servicePort, service_port",
        "service-host, service_host",
        "sevice_host, service_host",
        "grahp, graph",
        "graf, ",
        "LEAT_MAX_INFLIGHT, LEAT_MAX_IN_FLIGHT",
        "leat_max_in_filght, LEAT_MAX_IN_FLIGHT",
        "children, "
    })
    void isNearByFewLetters(String mistyped, String meant) {
        assertThat(NearestName.of(mistyped, KNOWN)).isEqualTo(meant);
    }
}
