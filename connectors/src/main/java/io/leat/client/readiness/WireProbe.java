// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import io.leat.client.refusal.WireProtocol;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a port speaks where a client's own call does not come to that. Sends nothing of a
 * record and no credentials.
 */
public final class WireProbe {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);
    private static final Duration READ_PATIENCE = Duration.ofSeconds(1);

    private static final byte[] HTTP_2_START = http2Start();
    private static final byte[] HTTP_1_REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    /** Length, api key and version, correlation id, and no client id. */
    private static final byte[] KAFKA_REQUEST = {
        0, 0, 0, 10, 0, 18, 0, 0, 'L', 'e', 'a', 't', -1, -1
    };

    private WireProbe() {}

    /** The preface and an empty SETTINGS frame. */
    private static byte[] http2Start() {
        return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Why no connection is made; null where one is.
     *
     * @param address not resolved
     */
    public static @Nullable String unreachable(InetSocketAddress address) {
        try {
            connect(address).close();
            return null;
        } catch (SocketTimeoutException e) {
            return "the connection timed out";
        } catch (UnknownHostException e) {
            return "unknown host";
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            return message.startsWith("Connection refused") ? "connection refused" : message;
        }
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        InetSocketAddress resolved =
                new InetSocketAddress(address.getHostString(), address.getPort());
        if (resolved.isUnresolved()) {
            throw new UnknownHostException(address.getHostString());
        }
        Socket socket = new Socket();
        try {
            socket.connect(resolved, (int) CONNECT_PATIENCE.toMillis());
            socket.setSoTimeout((int) READ_PATIENCE.toMillis());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    /**
     * What came back over one connection.
     *
     * @param first its first bytes, at most {@link WireProtocol#FIRST_BYTES}
     * @param closed whether the server ended the connection there
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Heard(byte[] first, boolean closed) {

        private static final Heard NOTHING = new Heard(new byte[0], false);

        @Nullable WireProtocol protocol() {
            return WireProtocol.of(first);
        }
    }

    /** What it answers without TLS, to a client of HTTP/2 and, if that says little, of HTTP/1.1. */
    static Heard plain(InetSocketAddress address) {
        Heard heard = answerTo(HTTP_2_START, address);
        return heard.protocol() == null ? answerTo(HTTP_1_REQUEST, address) : heard;
    }

    /** Whether it answers Kafka's clients. */
    static boolean isKafka(InetSocketAddress address) {
        byte[] answer = answerTo(KAFKA_REQUEST, address).first();
        return answer.length == WireProtocol.FIRST_BYTES
                && Arrays.equals(answer, 4, 8, KAFKA_REQUEST, 8, 12); // the correlation id
    }

    private static Heard answerTo(byte[] request, InetSocketAddress address) {
        byte[] first = new byte[WireProtocol.FIRST_BYTES];
        int length = 0;
        try (Socket socket = connect(address)) {
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            for (int more = 0; more >= 0 && length < first.length; length += Math.max(0, more)) {
                more = in.read(first, length, first.length - length);
            }
            return new Heard(Arrays.copyOf(first, length), length < first.length);
        } catch (SocketTimeoutException e) {
            return new Heard(Arrays.copyOf(first, length), false);
        } catch (SocketException e) {
            return new Heard(Arrays.copyOf(first, length), true); // reset
        } catch (IOException e) {
            return Heard.NOTHING;
        }
    }

    /** What it speaks over TLS, {@code TLS} if that is all that is known; null if it does not. */
    static @Nullable WireProtocol overTls(InetSocketAddress address) {
        try (Socket plain = connect(address);
                SSLSocket socket = secured(plain, address)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return switch (socket.getApplicationProtocol()) {
                case "h2" -> WireProtocol.HTTP_2;
                case "http/1.1" -> WireProtocol.HTTP_1;
                default -> WireProtocol.TLS;
            };
        } catch (SSLException e) {
            // An alert is an answer in TLS: to a client without a certificate, for example.
            String message = String.valueOf(e.getMessage());
            return message.contains("fatal alert") ? WireProtocol.TLS : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static SSLSocket secured(Socket plain, InetSocketAddress address) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anyone()}, null);
            return (SSLSocket)
                    context.getSocketFactory()
                            .createSocket(plain, address.getHostString(), address.getPort(), false);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Nothing is sent over these connections: it is only asked what is spoken. */
    private static final class Anyone implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("no server");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
