// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpHeadersTest {

    @Test
    void readsNamesAndPercentEncodedValues() {
        assertThat(OtlpHeaders.read("Authorization=Bearer%20a+b%3D, x-scope = t ,"))
                .containsEntry("Authorization", "Bearer a+b=")
                .containsEntry("x-scope", "t")
                .hasSize(2);
    }

    @Test
    void areNoneWhereNothingIsStated() {
        assertThat(OtlpHeaders.read(null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "planted",
                "=planted",
                "a planted=v",
                "a=planted%0Ab",
                "host=planted",
                "grpc-x=planted"
            })
    void saysWhichCannotBeSentWithoutRepeatingIt(String entry) {
        assertThatThrownBy(() -> OtlpHeaders.read("ok=1," + entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("OTEL_EXPORTER_OTLP_HEADERS: header 2 cannot be sent")
                .hasMessageNotContaining("planted");
    }
}
