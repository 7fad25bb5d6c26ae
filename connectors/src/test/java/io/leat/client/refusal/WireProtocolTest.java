// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first bytes that a server sends show which protocol it speaks. */
class WireProtocolTest {

    @ParameterizedTest
    @CsvSource({
        "HTTP_2, 000012040000000000", // SETTINGS
        "HTTP_2, 000000040000000000",
        "HTTP_2, 000008070000000000", // GOAWAY
        "TLS, 15030300020228", // alert
        "TLS, 160303004a020000",
        "HTTP_1, 485454502f312e3120",
        "HTTP_1, 485454502f312e3020"
    })
    void isToldByFirstBytes(WireProtocol expected, String hex) {
        assertThat(WireProtocol.of(HexFormat.of().parseHex(hex))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE", "<html>\n", "HTTP/1.1 "})
    void takesAPageForHttp(String start) {
        assertThat(WireProtocol.of(start.getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(WireProtocol.HTTP_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S", "SSH-2.0-O", "{\"a\":1}", "+OK ready"})
    void isNotToldByOthers(String start) {
        assertThat(WireProtocol.of(start.getBytes(StandardCharsets.US_ASCII))).isNull();
    }

    @Test
    void saysWhatToState() {
        assertThat(WireProtocol.HTTP_1.mismatch(Transport.GRPC))
                .startsWith("the server speaks HTTP/1.1, transport is grpc (expected: ");
        assertThat(WireProtocol.HTTP_2.mismatch(Transport.REST))
                .startsWith("the server speaks HTTP/2 (gRPC), transport is rest (expected: ");
        assertThat(WireProtocol.TLS.mismatch(Transport.REST)).contains("LEAT_MODEL_TLS=true");
    }
}
