// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.client.CallContext;
import io.leat.client.CallLimits;
import io.leat.client.FailureAction;
import io.leat.client.Reply;
import io.leat.client.tls.ClientCredentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.codec.Codecs;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.net.FreePorts;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client against real sockets. */
class RestModelClientTest {

    private static final byte[] BODY = "{\"instances\": [1.0]}".getBytes(StandardCharsets.UTF_8);
    private static final int LARGEST = 100_000;

    private final LongAdder illegalHeaders = new LongAdder();
    private RestModelStub server;
    private RestModelClient client;

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private Reply call(String url, String... headers) throws Exception {
        return call(url, BODY, headers);
    }

    /** A call with the usual body, for a record whose own is {@code recordBody}. */
    private Reply call(String url, byte[] recordBody, String... headers) throws Exception {
        client =
                RestModelClient.open(
                        Map.of("m", url),
                        Codecs.message(Protocol.TENSORFLOW, Transport.REST),
                        new CallLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), LARGEST),
                        ClientCredentials.of(ModelSecurity.NONE),
                        illegalHeaders);
        String[] names = new String[headers.length / 2];
        byte[][] values = new byte[headers.length / 2][];
        for (int i = 0; i < names.length; i++) {
            names[i] = headers[2 * i];
            values[i] = headers[2 * i + 1].getBytes(StandardCharsets.UTF_8);
        }
        return client.call(
                        new NodeCall(
                                "m", UnitMethod.PREDICT, new Payload(BODY, "application/json")),
                        new CallContext("puid-1", "in-0-7", recordBody, names, values))
                .get(20, TimeUnit.SECONDS);
    }

    private CallFailure refusal(Reply reply, FailureAction verdict) {
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        Reply.Refused refused = (Reply.Refused) reply;
        assertThat(refused.action()).isEqualTo(verdict);
        assertThat(refused.failure().node()).isEqualTo("m");
        return refused.failure();
    }

    @Test
    void postsTheBodyByteForByteToTheModelsPath() throws Exception {
        server = RestModelStub.answering(Answer.ok(BODY));

        Reply reply = call(server.url());

        assertThat(server.calls())
                .singleElement()
                .satisfies(
                        call -> {
                            assertThat(call.body()).isEqualTo(BODY);
                            assertThat(call.method() + " " + call.path())
                                    .isEqualTo("POST /v1/models/m:predict");
                        });
        assertThat(((Reply.Answered) reply).payload().body()).isEqualTo(BODY);
        assertThat(((Reply.Answered) reply).payload().type()).isEqualTo("application/json");
    }

    @Test
    void sendsHeadersThatAreLegalAndKeepsBackWhatConcernsTheConnection() throws Exception {
        String request =
                rawRequest(
                        "traceparent", "00-1-2-01",
                        "greeting", "grüße",
                        "padded", " \ta b\t ",
                        "blank", "  ",
                        "Connection", "close",
                        "Host", "elsewhere",
                        "Content-Length", "3",
                        "Transfer-Encoding", "chunked",
                        "Accept-Encoding", "br",
                        "Expect", "100-continue",
                        "evil", "x\r\nInjected: yes",
                        "nul", "a\0b",
                        "bad name", "x",
                        "Content-Encoding", "identity");

        assertThat(request)
                .contains("traceparent: 00-1-2-01\r\n")
                .contains("greeting: grüße\r\n")
                .contains("padded: a b\r\n")
                .contains("blank: \r\n")
                .contains("Content-Encoding: identity\r\n")
                .contains("Seldon-Puid: puid-1\r\n")
                .contains("Idempotency-Key: in-0-7-m-predict\r\n")
                .containsIgnoringCase("content-length: " + BODY.length + "\r\n")
                .doesNotContain("elsewhere")
                .doesNotContain("Injected")
                .doesNotContain("chunked")
                .doesNotContain("100-continue")
                .doesNotContain("bad name")
                .doesNotContain("\0");
        assertThat(illegalHeaders.sum()).isEqualTo(3);
    }

    @Test
    void saysWhoAsksAndForWhatUnlessTheRecordDoes() throws Exception {
        assertThat(rawRequest())
                .startsWith("POST /v1/models/m:predict HTTP/1.1\r\nhost: 127.0.0.1:")
                .containsOnlyOnce("user-agent: leat\r\n")
                .containsOnlyOnce("accept: */*\r\n");

        assertThat(rawRequest("User-Agent", "mill", "Accept", "application/json"))
                .contains("User-Agent: mill\r\n")
                .contains("Accept: application/json\r\n")
                .doesNotContain("user-agent")
                .doesNotContain("accept:");
    }

    @Test
    void keepsBackWhatDescribedTheRecordsBodyFromAnotherBody() throws Exception {
        byte[] recordBody = {1, 2, 3};

        String request = rawRequest(recordBody, "Content-Encoding", "br", "a", "b");

        assertThat(request).contains("a: b\r\n").doesNotContain("Content-Encoding");
    }

    @Test
    void readsWhereTheBinaryTensorsOfAReplyBegin() throws Exception {
        server =
                RestModelStub.answering(
                        Answer.of(200, "application/octet-stream", BODY)
                                .with("Inference-Header-Content-Length", "3"));

        Reply reply = call(server.url());

        assertThat(((Reply.Answered) reply).payload().jsonLength()).isEqualTo("3");
    }

    /** What stands on the wire, headers and all. */
    private String rawRequest(String... headers) throws Exception {
        return rawRequest(BODY, headers);
    }

    private String rawRequest(byte[] recordBody, String... headers) throws Exception {
        BlockingQueue<byte[]> seen = new LinkedBlockingQueue<>();
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread acceptor = new Thread(() -> answerOnce(socket, seen));
            acceptor.start();
            Reply reply = call("http://127.0.0.1:" + socket.getLocalPort(), recordBody, headers);
            assertThat(reply).isInstanceOf(Reply.Answered.class);
            acceptor.join();
        }
        return new String(seen.take(), StandardCharsets.UTF_8);
    }

    private static void answerOnce(ServerSocket socket, BlockingQueue<byte[]> seen) {
        try (Socket connection = socket.accept()) {
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            byte[] buffer = new byte[8_192];
            while (!request.toString(StandardCharsets.ISO_8859_1).endsWith("[1.0]}")) {
                int read = connection.getInputStream().read(buffer);
                request.write(buffer, 0, read);
            }
            seen.add(request.toByteArray());
            connection
                    .getOutputStream()
                    .write(
                            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
                                    .getBytes(StandardCharsets.US_ASCII));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void undoesGzip() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(BODY);
        }
        server =
                RestModelStub.answering(
                        Answer.ok(packed.toByteArray()).with("Content-Encoding", "gzip"));

        Reply reply = call(server.url());

        assertThat(((Reply.Answered) reply).payload().body()).isEqualTo(BODY);
    }

    @Test
    void takesEvery2xxWithABodyForAnAnswer() throws Exception {
        server = RestModelStub.answering(Answer.of(201, "text/plain", BODY));

        Reply reply = call(server.url());

        assertThat(((Reply.Answered) reply).payload().type()).isEqualTo("text/plain");
    }

    @ParameterizedTest
    @CsvSource({"200", "204"})
    void rejectsAnAnswerWithoutABody(int status) throws Exception {
        server = RestModelStub.answering(Answer.of(status, "application/json", new byte[0]));

        CallFailure failure = refusal(call(server.url()), FailureAction.REJECT);

        assertThat(failure.code()).isEqualTo(DeadLetterCode.BAD_REPLY);
        assertThat(failure.message())
                .isEqualTo(
                        "HTTP status "
                                + status
                                + " with an empty body (expected: a prediction), for POST"
                                + " /v1/models/m:predict");
    }

    @Test
    void wantsACallThatIsRedirectedRepeatedWithoutFollowingIt() throws Exception {
        server =
                RestModelStub.answering(
                        Answer.of(302, "text/html", BODY).with("Location", "/elsewhere"));

        CallFailure failure = refusal(call(server.url()), FailureAction.RETRY);

        assertThat(failure.code()).isEqualTo(DeadLetterCode.MODEL_REJECTED);
        assertThat(failure.message())
                .startsWith(
                        "HTTP status 302 for POST /v1/models/m:predict (expected: 2xx): a redirect");
        assertThat(failure.status()).isEqualTo("302");
    }

    @Test
    void rejectsAReplyAboveTheLimitWithoutHoldingIt() throws Exception {
        server = RestModelStub.answering(Answer.ok(new byte[LARGEST + 1]));

        CallFailure failure = refusal(call(server.url()), FailureAction.REJECT);

        assertThat(failure.message())
                .isEqualTo(
                        "a reply of more than 100000 bytes (expected: at most that), for POST"
                                + " /v1/models/m:predict");
    }

    @Test
    void wantsARefusedConnectionRepeated() throws Exception {
        int port = FreePorts.free();

        CallFailure failure = refusal(call("http://127.0.0.1:" + port), FailureAction.RETRY);

        assertThat(failure.code()).isEqualTo(DeadLetterCode.MODEL_UNAVAILABLE);
        assertThat(failure.message())
                .startsWith("cannot connect: connection refused: ")
                .contains(":" + port);
    }

    @Test
    void wantsAReplyThatNeverComesRepeated() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CallFailure failure =
                    refusal(call("http://127.0.0.1:" + silent.getLocalPort()), FailureAction.RETRY);

            assertThat(failure.message()).startsWith("no reply in time");
        }
    }

    @Test
    void takesNoTypeForJson() throws Exception {
        server = RestModelStub.answering(Answer.of(200, BODY));

        Reply reply = call(server.url());

        assertThat(List.of(((Reply.Answered) reply).payload().type()))
                .containsExactly("application/json");
    }

    @Test
    void takesNoTypeForBinaryWhereTensorsFollowTheJson() throws Exception {
        server =
                RestModelStub.answering(
                        Answer.of(200, BODY).with("Inference-Header-Content-Length", "3"));

        Reply reply = call(server.url());

        assertThat(((Reply.Answered) reply).payload().type()).isEqualTo("application/octet-stream");
    }

    /** Flink closes the job's class loader next, and what still ran would find its classes gone. */
    @Test
    void leavesNoThreadBehind() throws Exception {
        server = RestModelStub.answering(Answer.ok(BODY));
        call(server.url());
        assertThat(ownThreads()).isNotEmpty();

        client.close();

        // The event loop says that it has ended as the last thing its thread does.
        await().atMost(Duration.ofSeconds(1)).until(() -> ownThreads().isEmpty());
    }

    private static List<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("leat-rest"))
                .toList();
    }

    /** Of the job's, not of the record. */
    @Test
    void stopsTheJobForACallThatCannotBeBuilt() throws Exception {
        Reply reply = call("model:9000");

        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> {
                            assertThat(refused.action()).isEqualTo(FailureAction.FAIL);
                            assertThat(refused.failure().message())
                                    .startsWith("no call can be built: ");
                        });
    }
}
