// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class FlinkAddressTest {

    private static final String EXPECTED =
            " (expected: HOST:PORT, http://HOST:PORT or https://HOST:PORT, with a path or without,"
                    + " and no user, password or query)";

    private final FlinkAddress address = new FlinkAddress();

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8081, http://127.0.0.1:8081",
        "localhost:8081, http://localhost:8081",
        "' jobmanager:8081 ', http://jobmanager:8081",
        "jobmanager.flink.svc:8081/team/flink, http://jobmanager.flink.svc:8081/team/flink",
        "[::1]:8081, http://[::1]:8081",
        "http://localhost:8081, http://localhost:8081",
        "HTTPS://flink.example, HTTPS://flink.example",
        "https://flink.example:8443/team/, https://flink.example:8443/team/",
    })
    void takesHostAndPortForHttp(String stated, String url) {
        assertThat(address.convert(stated)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                ":8081",
                "8081",
                "localhost:",
                "localhost:web",
                "localhost:0",
                "localhost:65536",
                "local host:8081",
                "ftp://h",
                "http://",
                "http:///x",
                "http://h:99999",
                "http://h?x=1",
                "http://h#x",
                "h:1?x=1",
                "[::1:8081",
            })
    void refusesWhatIsNoAddress(String stated) {
        assertThatThrownBy(() -> address.convert(stated))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("\"" + stated + "\"" + EXPECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://alice:sesame@h", "alice:sesame@h:8081", "http://sesame@h:1/x"})
    void doesNotShowAPassword(String stated) {
        assertThatThrownBy(() -> address.convert(stated))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("an address with a user" + EXPECTED);
    }
}
