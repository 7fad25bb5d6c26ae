// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorMessagesTest {

    @ParameterizedTest
    @CsvSource({
        "finishConnect(..) failed with error(-111): Connection refused: /127.0.0.1:1,"
                + " cannot connect: connection refused: 127.0.0.1:1",
        "finishConnect(..) failed with error(-113): No route to host: iris/10.0.0.1:80,"
                + " cannot connect: no route to host: iris/10.0.0.1:80",
        "connect(..) failed with error(-101): Network is unreachable,"
                + " cannot connect: network is unreachable",
        "Connection refused: /127.0.0.1:1, cannot connect: connection refused: 127.0.0.1:1",
        "Connection refused: /[0:0:0:0:0:0:0:1]:1,"
                + " cannot connect: connection refused: [0:0:0:0:0:0:0:1]:1",
        "connection timed out after 5000 ms: iris/10.0.0.1:80,"
                + " cannot connect: connection timed out after 5000 ms: iris/10.0.0.1:80",
    })
    void saysInPlainWordsWhyNoConnectionIsMade(String found, String words) {
        assertThat(ErrorMessages.describe(new ConnectException(found))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "recvAddress(..) failed with error(-104): Connection reset by peer, connection reset by peer",
        "writevAddresses(..) failed with error(-32): Broken pipe, broken pipe",
        "io.netty.channel.unix.Socket::connect(..) failed with error(-110): Connection timed out,"
                + " connection timed out",
    })
    void saysInPlainWordsWhatBreaksAConnection(String found, String words) {
        assertThat(ErrorMessages.describe(new IOException(found))).isEqualTo(words);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(new IOException("Connection reset"), "connection reset"),
                Arguments.of(new SocketException("Broken pipe"), "broken pipe"),
                Arguments.of(new EOFException("end"), "EOFException: end"),
                Arguments.of(new UnknownHostException("iris"), "unknown host: iris"),
                Arguments.of(new TimeoutException(), "no reply in time"),
                Arguments.of(new ConnectException(), "cannot connect"),
                Arguments.of(
                        new ConnectException("connect(..) failed with error(-1)"),
                        "cannot connect"),
                Arguments.of(new IllegalStateException("HTTP"), "IllegalStateException: HTTP"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void saysWhatKindOfTroubleItIs(Throwable thrown, String words) {
        assertThat(ErrorMessages.describe(thrown)).isEqualTo(words);
    }
}
