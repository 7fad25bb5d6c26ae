// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.CallContext;
import io.leat.client.CallLimits;
import io.leat.client.Reply;
import io.leat.client.dns.HostResolver;
import io.leat.client.dns.NameTable;
import io.leat.client.tls.ClientCredentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.codec.Codecs;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.protocol.UnitMethod;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Connections end, so that replicas that are added get calls and those that go are left. */
class RestReplicasTest {

    private static final byte[] BODY = "{\"instances\": [1.0]}".getBytes(StandardCharsets.UTF_8);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final NameTable table = new NameTable();
    private final Set<InetSocketAddress> connections = ConcurrentHashMap.newKeySet();
    private RestModelStub server;
    private RestModelStub other;
    private RestModelClient client;

    @AfterEach
    void close() {
        client.close();
        server.close();
        if (other != null) {
            other.close();
        }
    }

    private void open(String url, Duration life, Duration apart) {
        client =
                RestModelClient.open(
                        Map.of("m", url),
                        Codecs.message(Protocol.TENSORFLOW, Transport.REST),
                        new CallLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), 100_000),
                        ClientCredentials.of(ModelSecurity.NONE),
                        new LongAdder(),
                        new ConnectionTtl(life, apart, System::nanoTime),
                        new HostResolver("leat-test-names", table, System::nanoTime));
    }

    private RestModelStub serve(String host, int port, Set<InetSocketAddress> seen) {
        return RestModelStub.answeringAt(
                new InetSocketAddress(host, port),
                call -> {
                    seen.add(call.client());
                    return Answer.ok(BODY);
                });
    }

    private void call() throws Exception {
        Reply reply =
                client.call(
                                new NodeCall(
                                        "m",
                                        UnitMethod.PREDICT,
                                        new Payload(BODY, "application/json")),
                                new CallContext(
                                        "puid-1", "in-0-7", BODY, new String[0], new byte[0][]))
                        .get(20, TimeUnit.SECONDS);
        assertThat(reply).isInstanceOf(Reply.Answered.class);
    }

    @Test
    void connectsAnewAfterAWhileAndLosesNoCall() throws Exception {
        server = serve("127.0.0.1", 0, connections);
        open(server.url(), SHORT, Duration.ZERO);

        while (connections.size() < 5) {
            call();
        }
    }

    @Test
    void keepsAConnectionUntilItIsOld() throws Exception {
        server = serve("127.0.0.1", 0, connections);
        open(server.url(), Duration.ofMinutes(10), Duration.ZERO);

        for (int i = 0; i < 20; i++) {
            call();
        }

        assertThat(connections).hasSize(1);
    }

    @Test
    void letsConnectionsEndOneByOne() throws Exception {
        server = serve("127.0.0.1", 0, connections);
        open(server.url(), Duration.ofNanos(1), Duration.ofMinutes(10));

        for (int i = 0; i < 20; i++) {
            call();
        }

        assertThat(connections).hasSize(2);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "needs all of 127.0.0.0/8")
    void spreadsConnectionsOverTheAddressesOfANameAsTheyComeAndGo() throws Exception {
        Set<InetSocketAddress> others = ConcurrentHashMap.newKeySet();
        server = serve("127.0.0.2", 0, connections);
        int port = server.port();
        other = serve("127.0.0.3", port, others);
        table.say("model.test", "127.0.0.2");
        open("http://model.test:" + port, SHORT, Duration.ZERO);
        call();

        table.say("model.test", "127.0.0.2", "127.0.0.3");
        while (others.isEmpty()) {
            call();
        }
        table.say("model.test", "127.0.0.3");
        server.close();

        int before = others.size();
        while (others.size() < before + 5) {
            call();
        }
    }
}
