// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import static io.leat.testing.model.RawGrpcServer.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.FailureAction;
import io.leat.client.FailureKind;
import io.leat.client.Reply;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.testing.model.RawGrpcServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What servers write that no gRPC server should, frame by frame. What grpc-java calls UNKNOWN or
 * INTERNAL is worth another attempt, whichever side reports it.
 */
class GrpcBrokenReplyTest extends GrpcClientFixture {

    private static final String METHOD = "inference.GRPCInferenceService/ModelInfer";

    private static final int HUGE = 200 << 20;

    /** What two sockets and HTTP/2's windows may hold. */
    private static final int ON_THE_WAY = 16 << 20;

    private static final byte[] PIECE = new byte[1 << 14];
    private static final byte[] SECRET = "secret".getBytes(StandardCharsets.UTF_8);
    private static final String[] GRPC = {"content-type", "application/grpc"};
    private static final String[] OK = {"grpc-status", "0"};

    private RawGrpcServer raw;

    @Override
    public Duration callTimeout() {
        return Duration.ofSeconds(15); // nothing here waits for it
    }

    @AfterEach
    void closeServer() {
        if (raw != null) {
            raw.close();
        }
    }

    /** Answers the first call as the test says, and every other as it should. */
    private void serveOnce(RawGrpcServer.Script first) throws InterruptedException {
        raw =
                new RawGrpcServer(
                        (call, stream) -> {
                            if (call == 1) {
                                first.answer(call, stream);
                            } else {
                                stream.headers(GRPC)
                                        .data(frame(false, BODY.length, BODY))
                                        .trailers(OK);
                            }
                        });
        open(raw.address());
    }

    private CallFailure firstRefusal(FailureAction verdict) throws Exception {
        CallFailure failure = refusal(call(BODY), verdict);
        assertThat(failure.message()).doesNotContain("secret");
        assertAnswered(call(BODY), BODY);
        return failure;
    }

    @Test
    void cutsAReplyOff200MegabytesAndTakesTheNext() throws Exception {
        serveOnce(
                (call, stream) ->
                        stream.headers(GRPC)
                                .data(frame(false, HUGE, SECRET))
                                .data(PIECE, HUGE / PIECE.length));

        CallFailure failure = firstRefusal(FailureAction.REJECT);

        assertThat(failure.code()).isEqualTo(DeadLetterCode.BAD_REPLY);
        assertThat(failure.message())
                .isEqualTo(
                        "a reply of more than 20000 bytes (expected: at most that), for " + METHOD);
        assertThat(raw.written()).isLessThan(ON_THE_WAY);
    }

    @Test
    void cutsAReplyWithoutAnyMessageOff() throws Exception {
        serveOnce(
                (call, stream) ->
                        stream.headers("content-type", "text/html")
                                .data(PIECE, HUGE / PIECE.length));

        assertThat(firstRefusal(FailureAction.RETRY).status()).isEqualTo("UNKNOWN");

        assertThat(raw.written()).isLessThan(ON_THE_WAY);
    }

    @Test
    void cutsABombOff() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            for (int written = 0; written < 15 << 20; written += PIECE.length) {
                out.write(PIECE);
            }
        }
        byte[] bomb = packed.toByteArray();
        assertThat(bomb.length).isLessThan(LARGEST_REPLY);
        serveOnce(
                (call, stream) ->
                        stream.headers("content-type", "application/grpc", "grpc-encoding", "gzip")
                                .data(frame(true, bomb.length, bomb))
                                .trailers(OK));

        assertThat(firstRefusal(FailureAction.REJECT).message())
                .isEqualTo(
                        "a reply of more than 20000 bytes (expected: at most that), for " + METHOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity", "br"})
    void takesNoMessageThatIsNotPackedAsItSays(String encoding) throws Exception {
        serveOnce(
                (call, stream) ->
                        stream.headers(
                                        "content-type",
                                        "application/grpc",
                                        "grpc-encoding",
                                        encoding)
                                .data(frame(true, SECRET.length, SECRET))
                                .trailers(OK));

        CallFailure failure = firstRefusal(FailureAction.RETRY);

        assertThat(failure.message())
                .startsWith("gRPC status ")
                .endsWith(" for " + METHOD + " (expected: OK)");
    }

    @Test
    void takesNoMessageThatEndsTooSoon() throws Exception {
        serveOnce(
                (call, stream) ->
                        stream.headers(GRPC).data(frame(false, 100, SECRET)).trailers(OK));

        assertThat(firstRefusal(FailureAction.RETRY).message())
                .isEqualTo("gRPC status INTERNAL for " + METHOD + " (expected: OK)");
    }

    @Test
    void wantsAReplyThatBreaksOffRepeated() throws Exception {
        serveOnce((call, stream) -> stream.headers(GRPC).data(frame(false, 100, SECRET)).hangUp());

        assertThat(firstRefusal(FailureAction.RETRY).code())
                .isEqualTo(DeadLetterCode.MODEL_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    200 | text/html        | INTERCEPTED | : a login, maintenance or proxy page in place of the model's answer, or no server of gRPC
                    200 | application/json | INTERCEPTED | : a login, maintenance or proxy page in place of the model's answer, or no server of gRPC
                    302 | text/html        | INTERCEPTED | : a redirect, as a login or proxy in front of the model sends it; it is not followed
                    307 | text/plain       | INTERCEPTED | : a redirect, as a login or proxy in front of the model sends it; it is not followed
                    403 | text/plain       | INTERCEPTED | : the call is not allowed, by a mesh or proxy in front of the model or by the model itself
                    400 | text/html        | INTERCEPTED | : this is not about one record; see what answers at this address
                    401 | text/html        | UNADMITTED  | ''
                    404 | text/html        | MISSING     | : is this the port of the server's gRPC interface?
                    502 | text/html        | BUSY        | ''
                    500 | text/html        | FAILED      | ''
                    """)
    void judgesWhatIsNoGrpcByItsHttpStatusAndDoesNotQuoteIt(
            String status, String type, FailureKind fault, String why) throws Exception {
        serveOnce(
                (call, stream) ->
                        stream.headersOf(status, "content-type", type, "location", "/secret")
                                .data(SECRET)
                                .trailers());

        Reply.Refused refused = (Reply.Refused) call(BODY);

        assertThat(refused.kind()).isEqualTo(fault);
        assertThat(refused.failure().message())
                .isEqualTo(
                        "a reply that is no gRPC, with HTTP status "
                                + status
                                + ", for "
                                + METHOD
                                + " (expected: gRPC status OK)"
                                + why);
        assertAnswered(call(BODY), BODY);
    }

    /** As Envoy does with what its authorization service says. */
    @Test
    void knowsARedirectThatAProxyHasMadeAStatusOf() throws Exception {
        serveOnce(
                (call, stream) ->
                        stream.headers(GRPC)
                                .trailers("grpc-status", "2", "location", "https://secret/login"));

        Reply.Refused refused = (Reply.Refused) call(BODY);

        assertThat(refused.kind()).isEqualTo(FailureKind.INTERCEPTED);
        assertThat(refused.failure().message())
                .isEqualTo(
                        "gRPC status UNKNOWN for "
                                + METHOD
                                + " (expected: OK): a redirect, as a login or proxy in"
                                + " front of the model sends it; it is not followed");
    }

    @ParameterizedTest
    @CsvSource({"3, INVALID_ARGUMENT, REJECT", "14, UNAVAILABLE, RETRY", "99, UNKNOWN, RETRY"})
    void takesAStatusWithDetailsForItsCodeAlone(String status, String name, FailureAction verdict)
            throws Exception {
        serveOnce(
                (call, stream) ->
                        stream.headers(GRPC)
                                .trailers(
                                        "grpc-status",
                                        status,
                                        "grpc-message",
                                        "secret",
                                        "grpc-status-details-bin",
                                        "CAMSBnNlY3JldA"));

        CallFailure failure = firstRefusal(verdict);

        assertThat(failure.status()).isEqualTo(name);
        assertThat(failure.message())
                .startsWith("gRPC status " + name + " for " + METHOD + " (expected: OK)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "-1"})
    void takesNoStatusThatIsNone(String status) throws Exception {
        serveOnce(
                (call, stream) ->
                        stream.headers(GRPC)
                                .data(frame(false, BODY.length, BODY))
                                .trailers("grpc-status", status));

        assertThat(firstRefusal(FailureAction.RETRY).status()).isEqualTo("UNKNOWN");
    }

    @Test
    void takesNoReplyWithoutAStatus() throws Exception {
        serveOnce(
                (call, stream) ->
                        stream.headers(GRPC)
                                .data(frame(false, BODY.length, BODY))
                                .trailers("secret", "secret"));

        assertThat(firstRefusal(FailureAction.RETRY).status()).isEqualTo("UNKNOWN");
    }
}
