// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.FailureAction;
import io.leat.testing.model.RawHttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that would not fit into memory, however they come. */
class RestReplySizeTest extends RestClientFixture {

    private static final int HUGE = 200 << 20;

    /** What two sockets, and Netty before it looks, may hold. */
    private static final int ON_THE_WAY = 16 << 20;

    private static final byte[] PIECE = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            for (int written = 0; written < HUGE; written += PIECE.length) {
                out.write(PIECE);
            }
        }
        return packed.toByteArray();
    }

    private static void huge(
            int call, RawHttpServer.Connection connection, String status, String framing)
            throws IOException {
        if (call > 1) {
            connection.write(ok("{}"));
            return;
        }
        connection.write("HTTP/1.1 " + status + "\r\n" + framing + "\r\n\r\n");
        boolean chunked = framing.contains("chunked");
        for (int written = 0; written < HUGE; written += PIECE.length) {
            connection.write(chunked ? "10000\r\n" : "").write(PIECE);
            connection.write(chunked ? "\r\n" : "");
        }
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: " + HUGE,
                "Transfer-Encoding: chunked",
                "Connection: close",
                "Content-Length: " + HUGE + "\r\nContent-Encoding: gzip"
            })
    void cutsAReplyOff200MegabytesAndTakesTheNext(String framing) throws Exception {
        serve((call, connection) -> huge(call, connection, "200 OK", framing));

        badReply(call(), "a reply of more than 1048576 bytes (expected: at most that)");

        assertAnswer(call(), "{}");
        assertThat(server.written()).isLessThan(ON_THE_WAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: " + HUGE, "Transfer-Encoding: chunked"})
    void takesAnErrorOf200MegabytesForTheErrorItIs(String framing) throws Exception {
        serve((call, connection) -> huge(call, connection, "503 Busy", framing));

        assertThat(refusal(call(), FailureAction.RETRY).message())
                .isEqualTo(
                        "HTTP status 503 for POST /predict (expected: 2xx): not ready yet, or"
                                + " overloaded");

        assertAnswer(call(), "{}");
        assertThat(server.written()).isLessThan(ON_THE_WAY);
    }

    @Test
    void cutsABombOff() throws Exception {
        byte[] bomb = bomb();
        serve(
                (call, connection) ->
                        connection
                                .write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n")
                                .write("Content-Length: " + bomb.length + "\r\n\r\n")
                                .write(bomb));
        assertThat(bomb.length).isLessThan(LARGEST);

        badReply(call(), "a reply of more than 1048576 bytes (expected: at most that)");
    }

    @Test
    void takesLongHeaders() throws Exception {
        serveOnce("X-Warning: " + "x".repeat(100_000) + "\r\n", payload("[1]").body());

        assertAnswer(call(), "[1]");
    }

    @Test
    void refusesHeadersWithoutEnd() throws Exception {
        serve(
                (call, connection) -> {
                    if (call == 1) {
                        connection.write("HTTP/1.1 200 OK\r\n");
                        for (int i = 0; i < 3_000; i++) {
                            connection.write("X-" + i + ": " + "secret".repeat(100) + "\r\n");
                        }
                    } else {
                        connection.write(ok("{}"));
                    }
                });

        badReply(
                call(),
                "a reply whose first line or headers are too long (expected: at most 1048576"
                        + " bytes)");

        assertAnswer(call(), "{}");
    }
}
