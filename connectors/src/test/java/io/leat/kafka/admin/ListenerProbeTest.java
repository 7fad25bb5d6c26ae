// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.admin.ListenerProbe.Listener;
import io.leat.kafka.admin.ListenerProbe.What;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the probe says of servers that are no broker, by what they answer to each of the probe's
 * bytes.
 */
class ListenerProbeTest {

    private static final byte[] NOTHING = {};

    /** Answers the first bytes of each connection, and closes it; null leaves it open. */
    private static Listener look(Function<byte[], byte @Nullable []> answer) throws IOException {
        return look(true, answer);
    }

    private static Listener look(boolean asksForSasl, Function<byte[], byte @Nullable []> answer)
            throws IOException {
        try (ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(server, answer), "fake-server");
            thread.setDaemon(true);
            thread.start();
            return new ListenerProbe("127.0.0.1", server.getLocalPort(), null, asksForSasl).look();
        }
    }

    @SuppressWarnings("resource") // what is left open ends with the test's JVM
    private static void serve(ServerSocket server, Function<byte[], byte @Nullable []> answer) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                byte[] first = new byte[1024];
                int length = socket.getInputStream().read(first);
                byte[] reply = answer.apply(Arrays.copyOf(first, Math.max(0, length)));
                if (reply != null) {
                    socket.getOutputStream().write(reply);
                    socket.close();
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void knowsAnHttpServerThatAnswersAnything() throws Exception {
        Listener found = look(request -> text("HTTP/1.1 400 Bad Request\r\n\r\n"));

        assertThat(found).isEqualTo(Listener.of(What.HTTP));
    }

    @Test
    void knowsAnHttpServerThatWaitsForALine() throws Exception {
        Listener found =
                look(
                        request ->
                                new String(request, StandardCharsets.ISO_8859_1).startsWith("HEAD")
                                        ? text("HTTP/1.0 200 OK\r\n\r\n")
                                        : null);

        assertThat(found).isEqualTo(Listener.of(What.HTTP));
    }

    @Test
    void knowsAnHttp2ServerByItsSettings() throws Exception {
        Listener found = look(request -> new byte[] {0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1});

        assertThat(found).isEqualTo(Listener.of(What.HTTP2));
    }

    @Test
    void knowsTlsByItsAlert() throws Exception {
        Listener found = look(request -> new byte[] {0x15, 3, 3, 0, 2, 2, 40, 0});

        assertThat(found).isEqualTo(Listener.of(What.TLS));
    }

    @Test
    void knowsTlsThatClosesAtPlainText() throws Exception {
        Listener found =
                look(request -> request[0] == 0x16 ? new byte[] {0x16, 3, 3, 0, 0} : NOTHING);

        assertThat(found).isEqualTo(Listener.of(What.TLS));
    }

    @Test
    void knowsAControllerByWhatItUnderstands() throws Exception {
        Listener found = look(request -> versions(18, 55));

        assertThat(found).isEqualTo(Listener.of(What.CONTROLLER));
    }

    @Test
    void knowsABroker() throws Exception {
        Listener found = look(false, request -> versions(3, 18));

        assertThat(found).isEqualTo(Listener.of(What.BROKER));
    }

    /** An answer to ApiVersions, version 0, that names two requests. */
    private static byte[] versions(int one, int other) {
        return new byte[] {
            0,
            0,
            0,
            22,
            'L',
            'e',
            'a',
            't',
            0,
            0,
            0,
            0,
            0,
            2, //
            0,
            (byte) one,
            0,
            0,
            0,
            4,
            0,
            (byte) other,
            0,
            0,
            0,
            4
        };
    }

    @Test
    void knowsWhatSaysSomethingElse() throws Exception {
        assertThat(look(request -> text("SSH-2.0-OpenSSH_9.6\r\n")))
                .isEqualTo(Listener.of(What.UNKNOWN));
    }

    @Test
    void knowsWhatClosesAtOnce() throws Exception {
        assertThat(look(request -> NOTHING)).isEqualTo(Listener.of(What.CLOSED));
    }

    @Test
    void knowsWhatSaysNothing() throws Exception {
        assertThat(look(request -> null)).isEqualTo(Listener.of(What.SILENT));
    }

    @Test
    void saysWhyNothingIsReached() {
        assertThat(new ListenerProbe("kafka.invalid", 9092, null, true).look())
                .isEqualTo(Listener.unreachable("unknown host"));
        assertThat(new ListenerProbe("127.0.0.1", 1, null, true).look())
                .isEqualTo(Listener.unreachable("connection refused"));
    }
}
