// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.options.catalog.LeatOptions;
import io.leat.protocol.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransportAnnotationTest {

    private static OptionReader reader(Map<String, String> annotations, Transport transport) {
        return new OptionReader(List.of(OptionSource.annotations(annotations, transport)));
    }

    @ParameterizedTest
    @CsvSource({"REST, 1000", "GRPC, 2000"})
    void readsTheTimeoutOfItsOwnTransport(Transport transport, long millis) {
        Map<String, String> annotations =
                Map.of("seldon.io/rest-timeout", "1000", "seldon.io/grpc-timeout", "2000");

        assertThat(reader(annotations, transport).read(LeatOptions.CALL_TIMEOUT))
                .isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void namesTheAnnotationThatIsWrong() {
        OptionReader reader = reader(Map.of("seldon.io/grpc-timeout", "soon"), Transport.GRPC);

        assertThat(reader.read(LeatOptions.CALL_TIMEOUT)).isNull();
        assertThat(reader.problems())
                .singleElement()
                .asString()
                .startsWith("annotation seldon.io/grpc-timeout: \"soon\" (expected: a duration")
                .endsWith(")");
    }
}
