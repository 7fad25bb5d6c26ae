// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what listens at an address by a few bytes on connections of its own: a request every
 * Kafka broker answers before a client has logged in, the beginning of a TLS handshake, and an HTTP
 * HEAD. Sends no credentials but, in TLS, the client's own certificate if the server asks for it.
 * Blocks; an answer takes a few seconds at most.
 */
final class ListenerProbe {

    /**
     * What was found at an address.
     *
     * @param reason why it cannot be reached; empty for all else
     * @param mechanisms of SASL, of which a client must choose one; empty where none is asked for,
     *     or where the probe does not ask
     */
    record Listener(What what, String reason, List<String> mechanisms) {

        static Listener of(What what) {
            return new Listener(what, "", List.of());
        }

        static Listener unreachable(String reason) {
            return new Listener(What.UNREACHABLE, reason, List.of());
        }

        /** To follow "what listens at X". */
        String words() {
            return what.words;
        }

        /** Whether waiting changes nothing: what is there is not about to become another. */
        boolean isSettled() {
            return what != What.UNREACHABLE && what != What.CLOSED && what != What.SILENT;
        }
    }

    /** What may listen at an address. */
    enum What {
        /** A broker that speaks as the probe does. */
        BROKER("is a broker"),
        UNREACHABLE("cannot be reached"),
        /** A broker, or any other server, and the probe spoke plain text. */
        TLS("speaks TLS"),
        /** A broker, and the probe spoke TLS. */
        PLAIN_BROKER("is a broker that speaks plain text"),
        CONTROLLER("is a KRaft controller"),
        HTTP("is an HTTP server"),
        HTTP2("is an HTTP/2 (gRPC) server"),
        UNKNOWN("is no Kafka broker"),
        CLOSED("closes every connection, as a forwarder does whose target is away"),
        SILENT("accepts connections and answers nothing");

        private final String words;

        What(String words) {
            this.words = words;
        }
    }

    private static final int CONNECT_MILLIS = (int) Duration.ofSeconds(3).toMillis();
    private static final int ANSWER_MILLIS = (int) Duration.ofSeconds(2).toMillis();

    private final String host;
    private final int port;
    private final @Nullable SSLContext tls;
    private final boolean asksForSasl;

    /**
     * Of one address.
     *
     * @param tls how a client speaks TLS, or null for one that speaks plain text
     * @param asksForSasl whether to ask a broker for its SASL mechanisms
     */
    ListenerProbe(String host, int port, @Nullable SSLContext tls, boolean asksForSasl) {
        this.host = host;
        this.port = port;
        this.tls = tls;
        this.asksForSasl = asksForSasl;
    }

    Listener look() {
        try {
            return tls == null ? lookInPlainText() : lookInTls(tls);
        } catch (UnknownHostException e) {
            return Listener.unreachable("unknown host");
        } catch (SocketTimeoutException e) {
            return Listener.unreachable("the connection timed out");
        } catch (NoRouteToHostException e) {
            return Listener.unreachable("no route to host");
        } catch (ConnectException e) {
            return Listener.unreachable(reason(e));
        } catch (IOException e) {
            return Listener.of(What.CLOSED);
        }
    }

    private static String reason(ConnectException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("Connection refused") ? "connection refused" : message;
    }

    private Listener lookInPlainText() throws IOException {
        Listener first;
        try (Socket socket = connect()) {
            first = kafka(socket);
        }
        if (first.isSettled()) {
            return first;
        }
        if (startsTls()) {
            return Listener.of(What.TLS);
        }
        try (Socket socket = connect()) {
            return speaksHttp(socket) ? Listener.of(What.HTTP) : first;
        }
    }

    private Listener lookInTls(SSLContext context) throws IOException {
        Listener first;
        try (Socket plain = connect();
                SSLSocket socket =
                        (SSLSocket)
                                context.getSocketFactory().createSocket(plain, host, port, true)) {
            try {
                socket.startHandshake();
            } catch (IOException e) {
                return withoutHandshake();
            }
            first = kafka(socket);
        }
        if (first.isSettled()) {
            return first;
        }
        try (Socket plain = connect();
                SSLSocket socket =
                        (SSLSocket)
                                context.getSocketFactory().createSocket(plain, host, port, true)) {
            socket.startHandshake();
            return speaksHttp(socket) ? Listener.of(What.HTTP) : first;
        }
    }

    /**
     * No TLS as this client speaks it: a plain listener, or a TLS one that Kafka's client judges.
     */
    private Listener withoutHandshake() throws IOException {
        Listener plain = lookInPlainText();
        return switch (plain.what()) {
            case BROKER -> Listener.of(What.PLAIN_BROKER);
            case TLS -> Listener.of(What.BROKER);
            default -> plain;
        };
    }

    private Socket connect() throws IOException {
        IOException last = new UnknownHostException(host);
        for (InetAddress address : InetAddress.getAllByName(host)) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
                socket.setSoTimeout(ANSWER_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    private Listener kafka(Socket socket) {
        try {
            KafkaHandshake greeting = new KafkaHandshake(socket);
            byte[] begin = greeting.apiVersions();
            Listener other = notKafka(begin);
            if (other != null) {
                return other;
            }
            if (!greeting.isBroker()) {
                return Listener.of(What.CONTROLLER);
            }
            return new Listener(
                    What.BROKER, "", asksForSasl ? greeting.saslMechanisms() : List.of());
        } catch (SocketTimeoutException e) {
            return Listener.of(What.SILENT);
        } catch (IOException e) {
            return Listener.of(What.CLOSED);
        }
    }

    /** Null where the first bytes are the head of an answer to our request. */
    private static @Nullable Listener notKafka(byte[] begin) {
        String text = new String(begin, StandardCharsets.ISO_8859_1);
        if (KafkaHandshake.isHead(begin)) {
            return null;
        }
        if (begin[0] == 0x15 && begin[1] == 3) {
            return Listener.of(What.TLS);
        }
        if (text.startsWith("HTTP/") || text.startsWith("<")) {
            return Listener.of(What.HTTP);
        }
        // A SETTINGS frame, with which a server greets: 24 bits of length, then type 4.
        boolean settings = begin[0] == 0 && begin[3] == 4;
        return Listener.of(settings ? What.HTTP2 : What.UNKNOWN);
    }

    /** Sends a ClientHello and looks at the type of the record that comes back. */
    private boolean startsTls() throws IOException {
        try (Socket socket = connect()) {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine(host, port);
            engine.setUseClientMode(true);
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            socket.getOutputStream().write(hello.array(), 0, hello.position());
            byte[] record = socket.getInputStream().readNBytes(3);
            return record.length == 3 && (record[0] == 0x16 || record[0] == 0x15) && record[1] == 3;
        } catch (NoSuchAlgorithmException | IOException e) {
            return false;
        }
    }

    private boolean speaksHttp(Socket socket) {
        try {
            String head = "HEAD / HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n";
            socket.getOutputStream()
                    .write(head.formatted(host, port).getBytes(StandardCharsets.US_ASCII));
            byte[] begin = socket.getInputStream().readNBytes(5);
            return new String(begin, StandardCharsets.ISO_8859_1).equals("HTTP/");
        } catch (IOException e) {
            return false;
        }
    }
}
