// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import io.leat.client.refusal.WireProtocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
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

    /** What it speaks without TLS; {@code TLS} if it answers so even then; null if not known. */
    static @Nullable WireProtocol plain(InetSocketAddress address) {
        WireProtocol found = answerTo(HTTP_2_START, address);
        return found == null ? answerTo(HTTP_1_REQUEST, address) : found;
    }

    private static @Nullable WireProtocol answerTo(byte[] request, InetSocketAddress address) {
        try (Socket socket = connect(address)) {
            socket.getOutputStream().write(request);
            return WireProtocol.of(socket.getInputStream().readNBytes(WireProtocol.FIRST_BYTES));
        } catch (IOException e) {
            return null;
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
