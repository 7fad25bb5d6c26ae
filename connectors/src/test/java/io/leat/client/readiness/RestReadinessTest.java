// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import static io.leat.client.readiness.ReadinessLook.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.readiness.Readiness.State;
import io.leat.client.tls.Credentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.secrets.SecretReference;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found of a model over REST, for each way of stating its server wrongly. */
class RestReadinessTest {

    @TempDir private Path folder;

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
    @EnumSource(Protocol.class)
    void knowsAServerOfGrpc(Protocol protocol) throws Exception {
        try (GrpcModelStub server = GrpcModelStub.start(GrpcModelStub.ECHO)) {
            Readiness found = look(protocol, Transport.REST, server.port());

            assertThat(found.state()).isEqualTo(State.WRONG);
            assertThat(found.found())
                    .startsWith("the server speaks HTTP/2 (gRPC), transport is rest");
        }
    }
}
