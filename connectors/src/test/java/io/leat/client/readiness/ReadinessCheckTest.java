// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import static io.leat.client.readiness.ReadinessLook.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.readiness.Readiness.State;
import io.leat.client.tls.ModelSecurity;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.secrets.SecretReference;
import io.leat.secrets.Tls;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.model.RawHttpServer;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.net.FreePorts;
import io.leat.testing.tls.Pki;
import io.leat.testing.tls.ServerTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found of a model before a record is sent, whatever the transport. */
class ReadinessCheckTest {

    private static final Pki.Signed CA = Pki.authority("lab");
    private static final ServerTls SERVER = new ServerTls(Pki.signedBy(CA, "server"), null);

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(Transport.class)
    void saysWhyNoConnectionIsMade(Transport transport) throws Exception {
        assertThat(look(Protocol.V2, transport, FreePorts.free()))
                .isEqualTo(new Readiness(State.AWAY, "connection refused"));
        assertThat(look(Protocol.V2, transport, "no-such-host.invalid", 80, ModelSecurity.NONE))
                .isEqualTo(new Readiness(State.AWAY, "unknown host"));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void knowsAServerThatWantsTls(Transport transport) throws Exception {
        try (RawHttpServer server = new RawHttpServer((call, connection) -> {}, SERVER.sockets());
                GrpcModelStub grpc = GrpcModelStub.start(GrpcModelStub.ECHO, SERVER.netty())) {
            int port = transport == Transport.REST ? server.port() : grpc.port();

            Readiness found = look(Protocol.V2, transport, port);

            assertThat(found.state()).isEqualTo(State.WRONG);
            assertThat(found.found())
                    .startsWith("the server speaks TLS, and the call is plain text")
                    .contains("LEAT_MODEL_TLS=true");
        }
    }

    private ModelSecurity tls(Pki.@Nullable Signed ca) throws Exception {
        Path file = folder.resolve("ca.pem");
        Files.writeString(file, (ca == null ? CA : ca).certificatePem());
        SecretReference reference =
                new SecretReference(SecretReference.Source.FILE, file.toString());
        return new ModelSecurity(new Tls(reference, null), null, Set.of());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void knowsAServerThatSpeaksNoTls(Transport transport) throws Exception {
        try (RestModelStub rest = RestModelStub.answering(call -> Answer.ok("{}"));
                GrpcModelStub grpc = GrpcModelStub.start(GrpcModelStub.ECHO)) {
            int port = transport == Transport.REST ? rest.port() : grpc.port();

            Readiness found = look(Protocol.V2, transport, "127.0.0.1", port, tls(null));

            assertThat(found.state()).isEqualTo(State.WRONG);
            assertThat(found.found())
                    .startsWith(
                            transport == Transport.REST
                                    ? "the server speaks HTTP/1.1 in plain text"
                                    : "the server speaks HTTP/2 (gRPC) in plain text")
                    .contains("LEAT_MODEL_TLS");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void saysWhichCertificateIsNotTrusted(Transport transport) throws Exception {
        try (RawHttpServer rest = new RawHttpServer((call, connection) -> {}, SERVER.sockets());
                GrpcModelStub grpc = GrpcModelStub.start(GrpcModelStub.ECHO, SERVER.netty())) {
            int port = transport == Transport.REST ? rest.port() : grpc.port();

            Readiness found =
                    look(Protocol.V2, transport, "127.0.0.1", port, tls(Pki.authority("another")));

            assertThat(found.state()).isEqualTo(State.WRONG);
            assertThat(found.found()).contains("LEAT_MODEL_CA_CERT");
        }
    }

    @Test
    void knowsARestServerThatIsCalledOverGrpcWithTls() throws Exception {
        try (RawHttpServer rest = new RawHttpServer((call, connection) -> {}, SERVER.sockets())) {
            Readiness found =
                    look(Protocol.V2, Transport.GRPC, "127.0.0.1", rest.port(), tls(null));

            assertThat(found.isGood()).isFalse();
        }
    }

    /** Answers each connection once, by the first byte that comes, and closes it. */
    private static ServerSocket answering(IntFunction<byte[]> answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread =
                new Thread(
                        () -> {
                            while (!server.isClosed()) {
                                try (Socket socket = server.accept()) {
                                    int first = socket.getInputStream().read();
                                    socket.getOutputStream().write(answer.apply(first));
                                } catch (IOException gone) {
                                    // The next connection, if there is one.
                                }
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource({
        "REST, SSH-2.0-OpenSSH_9.2, 'speaks SSH, not HTTP (expected: host and port of the model"
                + " server''s REST interface)'",
        "GRPC, SSH-2.0-OpenSSH_9.2, 'speaks SSH, not HTTP (expected: host and port of the model"
                + " server''s gRPC interface)'",
        "REST, 220 mail.example ESMTP, 'answers, but not in HTTP (expected: '",
        "GRPC, -ERR unknown command, 'answers, but not in HTTP (expected: '",
    })
    void saysWhatListensWhereNothingSpeaksHttp(Transport transport, String greeting, String words)
            throws Exception {
        try (ServerSocket server = answering(first -> bytes(greeting + "\r\n"))) {
            Readiness found = look(Protocol.V2, transport, server.getLocalPort());

            assertThat(found.state()).isEqualTo(State.WRONG);
            assertThat(found.found()).startsWith("what listens there " + words);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void knowsAKafkaBroker(Transport transport) throws Exception {
        // It takes HTTP for a request that is too large, and closes the connection.
        byte[] versions = bytes("\0\0\0\12Leat\0\0\0\0\0\0");
        try (ServerSocket broker = answering(first -> first == 0 ? versions : new byte[0])) {
            Readiness found = look(Protocol.V2, transport, broker.getLocalPort());

            assertThat(found.state()).isEqualTo(State.WRONG);
            assertThat(found.found())
                    .startsWith("what listens there is a Kafka broker, no model server (expected:");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void saysThatEachConnectionIsClosed(Transport transport) throws Exception {
        try (ServerSocket proxy = answering(first -> new byte[0])) {
            Readiness found = look(Protocol.V2, transport, proxy.getLocalPort());

            assertThat(found.state()).as("it may be starting").isEqualTo(State.NOT_READY);
            assertThat(found.found())
                    .startsWith(
                            "what listens there closes each connection without an answer: it is"
                                    + " starting, or no model server (expected: host and port of");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void doesNotWaitForAServerThatIsSilent(Transport transport) throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            Readiness found = look(Protocol.V2, transport, silent.getLocalPort());

            assertThat(found.state()).isEqualTo(State.NOT_READY);
            assertThat(found.found())
                    .contains(transport == Transport.GRPC ? "/ModelReady" : "models/iriss/ready");
        }
    }

    @Test
    void saysWhereAModelIsInOneLine() {
        assertThat(new Readiness(State.READY, "200 for GET /x").sentence("m", "h:1"))
                .isEqualTo("model m at h:1 is ready: 200 for GET /x");
        assertThat(new Readiness(State.AWAY, "unknown host").sentence("m", "h:1"))
                .isEqualTo("model m at h:1 cannot be reached: unknown host");
    }
}
