// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.leat.testing.model.RawHttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;

/** A client, a server that writes what a test wants, and what a test says to both. */
abstract class RestClientFixture {

    static final int LARGEST = 1 << 20;

    RawHttpServer server;
    RestModelClient client;

    @AfterEach
    void close() throws IOException {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** How much of a refusal's own text is kept. */
    int detailBytes() {
        return 0;
    }

    void serve(RawHttpServer.Script script) throws IOException {
        serve(Duration.ofSeconds(60), script);
    }

    void serve(Duration callTimeout, RawHttpServer.Script script) throws IOException {
        server = new RawHttpServer(script);
        client =
                RestModelClient.open(
                        Map.of("m", server.url()),
                        Codecs.message(Protocol.SELDON, Transport.REST),
                        new CallLimits(callTimeout, Duration.ofSeconds(10), LARGEST, detailBytes()),
                        ClientCredentials.of(ModelSecurity.NONE),
                        new LongAdder());
    }

    void serveOnce(String headers, byte[] body) throws IOException {
        serve(
                (call, connection) -> {
                    if (call == 1) {
                        connection
                                .write("HTTP/1.1 200 OK\r\n" + headers)
                                .write("Content-Length: " + body.length + "\r\n\r\n")
                                .write(body);
                    } else {
                        connection.write(ok("{}"));
                    }
                });
    }

    Reply call() throws Exception {
        return client.call(
                        new NodeCall("m", UnitMethod.PREDICT, payload("{}")),
                        new CallContext("p", "k", new byte[0], new String[0], new byte[0][]))
                .get(90, TimeUnit.SECONDS);
    }

    static Payload payload(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static void assertAnswer(Reply reply, String body) {
        assertThat(reply)
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        answered ->
                                assertThat(answered.payload().body())
                                        .asString(StandardCharsets.UTF_8)
                                        .isEqualTo(body));
    }

    static CallFailure refusal(Reply reply, FailureAction verdict) {
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        Reply.Refused refused = (Reply.Refused) reply;
        assertThat(refused.action()).as(refused.failure().message()).isEqualTo(verdict);
        assertThat(refused.failure().node()).isEqualTo("m");
        assertThat(refused.failure().message()).doesNotContain("secret");
        return refused.failure();
    }

    static CallFailure badReply(Reply reply, String message) {
        CallFailure failure = refusal(reply, FailureAction.REJECT);
        assertThat(failure.code()).isEqualTo(DeadLetterCode.BAD_REPLY);
        assertThat(failure.message()).isEqualTo(message + ", for POST /predict");
        return failure;
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
