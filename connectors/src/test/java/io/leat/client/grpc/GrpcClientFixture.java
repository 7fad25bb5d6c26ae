// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.CallContext;
import io.leat.client.CallLimits;
import io.leat.client.FailureAction;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.client.dns.NameTable;
import io.leat.client.tls.ClientCredentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.codec.Codecs;
import io.leat.protocol.CallFailure;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import io.leat.testing.model.GrpcModelStub;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;

/** A client, the server it calls, and what a test says to both. */
public abstract class GrpcClientFixture {

    static final byte[] BODY = {10, 0, 18, 1, 0};
    public static final String V2_REQUEST = "inference.ModelInferRequest";
    public static final int LARGEST_REPLY = 20_000;

    public final LongAdder illegalHeaders = new LongAdder();
    final AtomicLong nanoTime = new AtomicLong();
    public final NameTable names = new NameTable();
    public GrpcModelStub server;
    public GrpcModelClient client;

    @AfterEach
    void close() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** For one attempt. */
    public Duration callTimeout() {
        return Duration.ofSeconds(2);
    }

    /** How much of a refusal's own text is kept. */
    int detailBytes() {
        return 0;
    }

    public GrpcModelClient open(Protocol protocol, Map<String, String> addresses) {
        client =
                GrpcModelClient.open(
                        addresses,
                        Codecs.message(protocol, Transport.GRPC),
                        new CallLimits(
                                callTimeout(), Duration.ofSeconds(2), LARGEST_REPLY, detailBytes()),
                        ClientCredentials.of(ModelSecurity.NONE),
                        illegalHeaders,
                        names,
                        clock());
        return client;
    }

    public LongSupplier clock() {
        return nanoTime::get;
    }

    public void open(String address) {
        open(Protocol.V2, Map.of("m", address));
    }

    public void serve(GrpcModelStub.Handler handler) throws Exception {
        server = GrpcModelStub.start(handler);
        open(server.address());
    }

    public static CompletableFuture<Reply> begin(
            ModelClient client, byte[] body, String... headers) {
        String[] names = new String[headers.length / 2];
        byte[][] values = new byte[headers.length / 2][];
        for (int i = 0; i < names.length; i++) {
            names[i] = headers[2 * i];
            values[i] = headers[2 * i + 1].getBytes(StandardCharsets.UTF_8);
        }
        return client.call(
                new NodeCall("m", UnitMethod.PREDICT, new Payload(body, V2_REQUEST)),
                new CallContext("puid-1", "in-0-7", new byte[0], names, values));
    }

    public Reply call(byte[] body, String... headers) throws Exception {
        return begin(client, body, headers).get(20, TimeUnit.SECONDS);
    }

    public static CallFailure refusal(Reply reply, FailureAction verdict) {
        assertThat(reply).isInstanceOf(Reply.Refused.class);
        Reply.Refused refused = (Reply.Refused) reply;
        assertThat(refused.action()).isEqualTo(verdict);
        assertThat(refused.failure().node()).isEqualTo("m");
        return refused.failure();
    }

    public static void assertAnswered(Reply reply, byte[] body) {
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        assertThat(((Reply.Answered) reply).payload().body()).isEqualTo(body);
    }
}
