// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a host, and what of a URL around it is named. */
class HostNameSyntaxTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "model",
                "my_model",
                "iris-default-classifier.ml.svc.cluster.local",
                "iris.ml.svc.cluster.local.",
                "3d.example.com",
                "xn--mnchen-3ya.de",
                "127.0.0.1",
                "10.96.3.255",
                "::1",
                "::",
                "[::1]",
                "2001:db8:0:0:0:0:2:1",
                "2001:db8::2:1",
                "::ffff:192.0.2.1",
                "1:2:3:4:5:6:192.0.2.1"
            })
    void takesNamesAndAddresses(String host) {
        assertThat(HostNameSyntax.expectation(host)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "' ', a host name or address",
        "http://127.0.0.1, without a scheme",
        "https://model:8080/v1, without a scheme",
        "grpc://model, without a scheme",
        "http://http://localhost, without a scheme",
        "127.0.0.1/v1, without a path",
        "model?x=1, without a path",
        "/var/run/model.sock, without a path",
        "user@model, without a user",
        "127.0.0.1:18501, without a port",
        "model:9000, without a port",
        "model:, without a port",
        "my_model.ml:80, without a port",
        "[::1]:9000, without a port",
        "127.0.0.256, IPv4",
        "127.0.0, IPv4",
        "127.1, IPv4",
        "127.0.0.1.1, IPv4",
        "127.0.0.01, IPv4",
        "2130706433, IPv4",
        "0x7f000001, IPv4",
        "model.1, IPv4",
        "1:2:3, IPv6",
        "::1::2, IPv6",
        "1:2:3:4:5:6:7:8:9, IPv6",
        "12345::1, IPv6",
        "g::1, IPv6",
        "::192.0.2.256, IPv6",
        "[::1, IPv6",
        "[model], IPv6",
        "[], IPv6",
        "fe80::1%eth0, IPv6",
        "' model', letters",
        "my model, letters",
        "-model, letters",
        "model-, letters",
        "a..b, letters",
        ".model, letters",
        "münchen.de, letters",
        "'{{ host }}', letters",
        "$(HOST), letters"
    })
    void saysWhatWasExpected(String host, String expected) {
        assertThat(HostNameSyntax.expectation(host)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 254})
    void refusesWhatIsTooLong(int length) {
        assertThat(HostNameSyntax.expectation("a".repeat(length))).contains("at most 253");
    }
}
