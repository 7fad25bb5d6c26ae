// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Metadata;
import io.grpc.Status;
import io.leat.client.CallLimits;
import io.leat.client.StateClient;
import io.leat.client.grpc.GrpcModelClient;
import io.leat.client.readiness.Readiness.State;
import io.leat.client.rest.RestModelClient;
import io.leat.client.tls.ClientCredentials;
import io.leat.client.tls.Credentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.codec.Codecs;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.secrets.SecretReference;
import io.leat.secrets.Tls;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.model.RawHttpServer;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
import io.leat.testing.net.FreePorts;
import io.leat.testing.tls.Pki;
import io.leat.testing.tls.ServerTls;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found of a model before a record is sent, for each way of stating its server wrongly. */
class ReadinessCheckTest {

    private static final Pki.Signed CA = Pki.authority("lab");
    private static final ServerTls SERVER = new ServerTls(Pki.signedBy(CA, "server"), null);

    @TempDir private Path folder;

    private static Readiness look(
            Protocol protocol, Transport transport, String host, int port, ModelSecurity security)
            throws InterruptedException {
        MessageCodec codec = Codecs.message(protocol, transport);
        CallLimits limits =
                new CallLimits(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        1 << 20,
                        CallLimits.DETAIL_BYTES);
        ClientCredentials credentials = ClientCredentials.of(security);
        boolean tls = security.isTls("iriss");
        String address = host + ":" + port;
        String url = (tls ? "https://" : "http://") + address;
        try (StateClient client =
                switch (transport) {
                    case REST ->
                            RestModelClient.open(
                                    Map.of("iriss", url),
                                    codec,
                                    limits,
                                    credentials,
                                    new LongAdder());
                    case GRPC ->
                            GrpcModelClient.open(
                                    Map.of("iriss", address),
                                    codec,
                                    limits,
                                    credentials,
                                    new LongAdder());
                }) {
            return new ReadinessCheck(client, protocol, transport)
                    .of("iriss", InetSocketAddress.createUnresolved(host, port), tls);
        }
    }

    private static Readiness look(Protocol protocol, Transport transport, int port)
            throws InterruptedException {
        return look(protocol, transport, "127.0.0.1", port, ModelSecurity.NONE);
    }

    private static Readiness rest(Protocol protocol, Function<Call, Answer> state)
            throws InterruptedException {
        try (RestModelStub server =
                RestModelStub.answering(call -> Answer.status(500)).saying(state)) {
            Readiness found = look(protocol, Transport.REST, server.port());
            assertThat(server.calls()).as("nothing but questions").isEmpty();
            return found;
        }
    }

    /** A server that answers what is asked by these paths, and 404 else. */
    private static Function<Call, Answer> at(Map<String, Answer> answers) {
        return call -> answers.getOrDefault(call.path(), Answer.status(404));
    }

    private static Answer json(int status, String body) {
        return Answer.of(status, "application/json", body);
    }

    @Test
    void findsAReadyModelOfEachProtocol() throws Exception {
        Answer empty = Answer.of(200, new byte[0]);
        Answer available =
                json(
                        200,
                        "{\"model_version_status\":[{\"version\":\"1\",\"state\":\"AVAILABLE\"}]}");

        assertThat(rest(Protocol.V2, at(Map.of("/v2/models/iriss/ready", empty))))
                .isEqualTo(new Readiness(State.READY, "200 for GET /v2/models/iriss/ready"));
        assertThat(rest(Protocol.TENSORFLOW, at(Map.of("/v1/models/iriss", available))))
                .isEqualTo(new Readiness(State.READY, "200 for GET /v1/models/iriss"));
        assertThat(
                        rest(
                                Protocol.SELDON,
                                at(Map.of("/health/ping", Answer.of(200, "text/plain", "pong")))))
                .isEqualTo(new Readiness(State.READY, "200 for GET /health/ping"));
    }

    @Test
    void findsAModelThatIsBeingLoaded() throws Exception {
        Answer loading =
                json(200, "{\"model_version_status\":[{\"version\":\"1\",\"state\":\"LOADING\"}]}");

        assertThat(rest(Protocol.V2, call -> Answer.status(503)))
                .isEqualTo(new Readiness(State.NOT_READY, "503 for GET /v2/models/iriss/ready"));
        assertThat(rest(Protocol.TENSORFLOW, call -> loading).state()).isEqualTo(State.NOT_READY);
        assertThat(
                        rest(Protocol.V2, call -> json(200, "{\"name\":\"iriss\",\"ready\":false}"))
                                .state())
                .isEqualTo(State.NOT_READY);
        // As Triton does.
        assertThat(
                        rest(
                                        Protocol.V2,
                                        at(
                                                Map.of(
                                                        "/v2/models/iriss/ready",
                                                        Answer.status(400),
                                                        "/v2/models/iriss",
                                                        json(200, "{}"))))
                                .state())
                .isEqualTo(State.NOT_READY);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void knowsAServerOfTheProtocolWithoutTheModel(int status) throws Exception {
        Readiness found =
                rest(
                        Protocol.V2,
                        call ->
                                call.path().equals("/v2/health/ready")
                                        ? Answer.of(200, new byte[0])
                                        : Answer.status(status));

        assertThat(found)
                .isEqualTo(
                        new Readiness(
                                State.WRONG,
                                status
                                        + " for GET /v2/models/iriss/ready: the server speaks v2 and"
                                        + " has no model `iriss`: is that the model's name?"));
    }

    @Test
    void knowsATensorflowServerWithoutTheModel() throws Exception {
        Readiness found =
                rest(
                        Protocol.TENSORFLOW,
                        call ->
                                json(
                                        404,
                                        "{\"error\":\"Could not find any versions of model iriss\"}"));

        assertThat(found.state()).isEqualTo(State.WRONG);
        assertThat(found.found()).contains("speaks tensorflow and has no model `iriss`");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    V2         | /v1/models/iriss  | a TensorFlow server (200 for GET /v1/models/iriss): protocol tensorflow?
                    V2         | /health/ping      | a Seldon server (200 for GET /health/ping): protocol seldon?
                    TENSORFLOW | /v2/health/live   | a V2 server (200 for GET /v2/health/live): protocol v2?
                    TENSORFLOW | /health/ping      | a Seldon server (200 for GET /health/ping): protocol seldon?
                    SELDON     | /v2               | a V2 server (200 for GET /v2): protocol v2?
                    SELDON     | /v1/models/iriss  | a TensorFlow server (200 for GET /v1/models/iriss): protocol tensorflow?
                    """)
    void asksWhichProtocolIsSpokenInstead(Protocol stated, String path, String expected)
            throws Exception {
        Readiness found = rest(stated, at(Map.of(path, json(200, "{}"))));

        assertThat(found.state()).isEqualTo(State.WRONG);
        assertThat(found.found())
                .startsWith("404 for GET /")
                .endsWith(": it answers as " + expected);
    }

    @Test
    void asksForNameAndProtocolWhereNothingIsKnown() throws Exception {
        assertThat(rest(Protocol.V2, call -> Answer.status(404)))
                .isEqualTo(
                        new Readiness(
                                State.WRONG,
                                "HTTP status 404 for GET /v2/models/iriss/ready: is `iriss` the"
                                        + " model's name and v2 its protocol?"));
    }

    @ParameterizedTest
    @ValueSource(ints = {405, 501})
    void leavesAServerThatTakesNoQuestionsAlone(int status) throws Exception {
        assertThat(rest(Protocol.V2, call -> Answer.status(status)))
                .isEqualTo(
                        new Readiness(
                                State.REACHED,
                                status
                                        + " for GET /v2/models/iriss/ready, so the model's state is"
                                        + " not known"));
    }

    @Test
    void doesNotAskForAPingWhereThereNeedBeNone() throws Exception {
        assertThat(rest(Protocol.SELDON, call -> Answer.status(404)).state())
                .isEqualTo(State.REACHED);
    }

    @Test
    void takesAServerOfSeveralProtocolsForOneOfSeldons() throws Exception {
        assertThat(
                        rest(
                                        Protocol.SELDON,
                                        at(
                                                Map.of(
                                                        "/v2/health/ready",
                                                        json(200, "{}"),
                                                        "/transform-input",
                                                        Answer.status(405))))
                                .state())
                .isEqualTo(State.REACHED);
    }

    @Test
    void asksForCredentials() throws Exception {
        Readiness found = rest(Protocol.V2, call -> Answer.status(401));

        assertThat(found.state()).isEqualTo(State.WRONG);
        assertThat(found.found())
                .startsWith("HTTP status 401 for GET /v2/models/iriss/ready")
                .contains("LEAT_MODEL_TOKEN");
    }

    @Test
    void sendsCredentialsAsCallsDo() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "t0ken");
        Queue<List<String>> seen = new ConcurrentLinkedQueue<>();
        try (RestModelStub server =
                RestModelStub.answering(call -> Answer.status(500))
                        .saying(
                                call -> {
                                    seen.add(call.headers().get("Authorization"));
                                    return Answer.status(400);
                                })) {
            ModelSecurity security =
                    new ModelSecurity(
                            null,
                            new Credentials.Bearer(
                                    new SecretReference(
                                            SecretReference.Source.FILE, token.toString())),
                            Set.of());

            look(Protocol.V2, Transport.REST, "127.0.0.1", server.port(), security);

            assertThat(seen).isNotEmpty().allMatch(List.of("Bearer t0ken")::equals);
        }
    }

    @Test
    void knowsAPageForNoModelServer() throws Exception {
        Readiness found =
                rest(Protocol.V2, call -> Answer.of(200, "text/html", "<html>welcome</html>"));

        assertThat(found.state()).isEqualTo(State.WRONG);
        assertThat(found.found())
                .startsWith("HTTP status 200 with an HTML page for GET /v2/models/iriss/ready")
                .doesNotContain("welcome");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void saysWhyNoConnectionIsMade(Transport transport) throws Exception {
        assertThat(look(Protocol.V2, transport, FreePorts.free()))
                .isEqualTo(new Readiness(State.AWAY, "connection refused"));
        assertThat(look(Protocol.V2, transport, "no-such-host.invalid", 80, ModelSecurity.NONE))
                .isEqualTo(new Readiness(State.AWAY, "unknown host"));
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void knowsAGrpcServerThatIsCalledOverRest(Protocol protocol) throws Exception {
        try (GrpcModelStub server = GrpcModelStub.start(GrpcModelStub.ECHO)) {
            Readiness found = look(protocol, Transport.REST, server.port());

            assertThat(found.state()).isEqualTo(State.WRONG);
            assertThat(found.found())
                    .startsWith("the server speaks HTTP/2 (gRPC), transport is rest");
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void knowsARestServerThatIsCalledOverGrpc(Protocol protocol) throws Exception {
        try (RestModelStub server = RestModelStub.answering(call -> Answer.ok("{}"))) {
            Readiness found = look(protocol, Transport.GRPC, server.port());

            assertThat(found.state()).isEqualTo(State.WRONG);
            assertThat(found.found()).startsWith("the server speaks HTTP/1.1, transport is grpc");
        }
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

    private static Readiness grpc(Protocol protocol, GrpcModelStub.@Nullable Handler state)
            throws Exception {
        try (GrpcModelStub server = GrpcModelStub.start(GrpcModelStub.ECHO)) {
            if (state != null) {
                server.saying(state);
            }
            Readiness found = look(protocol, Transport.GRPC, server.port());
            assertThat(server.calls()).as("nothing but questions").isZero();
            return found;
        }
    }

    private static GrpcModelStub.Handler refusing(Status status) {
        return (call, headers, request) -> call.close(status, new Metadata());
    }

    private static GrpcModelStub.Handler at(String method, byte... answer) {
        return (call, headers, request) -> {
            if (call.getMethodDescriptor().getFullMethodName().endsWith(method)) {
                GrpcModelStub.answer(call, answer);
            } else {
                call.close(Status.UNIMPLEMENTED, new Metadata());
            }
        };
    }

    @Test
    void findsAReadyModelOfEachProtocolOverGrpc() throws Exception {
        assertThat(grpc(Protocol.V2, at("/ModelReady", (byte) 8, (byte) 1)))
                .isEqualTo(
                        new Readiness(
                                State.READY, "OK for inference.GRPCInferenceService/ModelReady"));
        assertThat(
                        grpc(
                                        Protocol.TENSORFLOW,
                                        at(
                                                "/GetModelStatus",
                                                (byte) 10,
                                                (byte) 2,
                                                (byte) 16,
                                                (byte) 30))
                                .state())
                .isEqualTo(State.READY);
        assertThat(grpc(Protocol.SELDON, at("Health/Check", (byte) 8, (byte) 1)).state())
                .isEqualTo(State.READY);
    }

    @Test
    void findsAModelThatIsBeingLoadedOverGrpc() throws Exception {
        assertThat(grpc(Protocol.V2, at("/ModelReady")).state()).isEqualTo(State.NOT_READY);
        assertThat(
                        grpc(
                                        Protocol.TENSORFLOW,
                                        at(
                                                "/GetModelStatus",
                                                (byte) 10,
                                                (byte) 2,
                                                (byte) 16,
                                                (byte) 20))
                                .state())
                .isEqualTo(State.NOT_READY);
        assertThat(grpc(Protocol.SELDON, at("Health/Check", (byte) 8, (byte) 2)).state())
                .isEqualTo(State.NOT_READY);
        assertThat(grpc(Protocol.V2, refusing(Status.UNAVAILABLE)).state())
                .isEqualTo(State.NOT_READY);
    }

    @ParameterizedTest
    @EnumSource(
            value = Protocol.class,
            names = {"V2", "TENSORFLOW"})
    void knowsAServerOfTheProtocolWithoutTheModelOverGrpc(Protocol protocol) throws Exception {
        Readiness found = grpc(protocol, refusing(Status.NOT_FOUND));

        assertThat(found.state()).isEqualTo(State.WRONG);
        assertThat(found.found())
                .startsWith("NOT_FOUND for ")
                .contains("speaks " + protocol.wire() + " and has no model `iriss`");
    }

    @Test
    void asksWhichProtocolIsSpokenInsteadOverGrpc() throws Exception {
        assertThat(grpc(Protocol.V2, at("/GetModelStatus")).found())
                .endsWith(
                        "it answers as a TensorFlow server (OK for"
                                + " tensorflow.serving.ModelService/GetModelStatus): protocol"
                                + " tensorflow?");
        assertThat(grpc(Protocol.TENSORFLOW, at("/ServerLive")).found())
                .contains("it answers as a V2 server");
    }

    @ParameterizedTest
    @CsvSource({"true, REACHED", "false, WRONG"})
    void asksAServerOfV2WhetherItSpeaksSeldonTooOverGrpc(boolean speaksBoth, State expected)
            throws Exception {
        GrpcModelStub.Handler unit = refusing(speaksBoth ? Status.INTERNAL : Status.UNIMPLEMENTED);
        try (GrpcModelStub server = GrpcModelStub.start(unit).saying(at("/ServerLive"))) {
            assertThat(look(Protocol.SELDON, Transport.GRPC, server.port()).state())
                    .isEqualTo(expected);
        }
    }

    @Test
    void asksForTheProtocolWhereNothingIsKnownOverGrpc() throws Exception {
        assertThat(grpc(Protocol.V2, null).found())
                .isEqualTo(
                        "gRPC status UNIMPLEMENTED for inference.GRPCInferenceService/ModelReady:"
                                + " is v2 the server's protocol, and this its port?");
        assertThat(grpc(Protocol.SELDON, null).state()).isEqualTo(State.REACHED);
    }

    @Test
    void saysWhereAModelIsInOneLine() {
        assertThat(new Readiness(State.READY, "200 for GET /x").sentence("m", "h:1"))
                .isEqualTo("model m at h:1 is ready: 200 for GET /x");
        assertThat(new Readiness(State.AWAY, "unknown host").sentence("m", "h:1"))
                .isEqualTo("model m at h:1 cannot be reached: unknown host");
    }
}
