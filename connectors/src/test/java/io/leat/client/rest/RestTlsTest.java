// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.CallLimits;
import io.leat.client.ModelClient;
import io.leat.client.tls.ClientCredentials;
import io.leat.client.tls.TlsContract;
import io.leat.codec.Codecs;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.testing.model.RawHttpServer;
import io.leat.testing.tls.ServerTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** https. */
class RestTlsTest extends TlsContract {

    private @Nullable RawHttpServer server;

    @Override
    public void serve(@Nullable ServerTls tls) throws Exception {
        server =
                new RawHttpServer(
                        (call, connection) ->
                                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
                        tls == null ? ServerSocketFactory.getDefault() : tls.sockets());
    }

    @AfterEach
    void closeServer() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public ModelClient open(ClientCredentials access, String host, boolean tls) {
        return RestModelClient.open(
                Map.of("m", (tls ? "https://" : "http://") + host + ":" + server.port()),
                Codecs.message(Protocol.SELDON, Transport.REST),
                new CallLimits(Duration.ofSeconds(30), Duration.ofSeconds(10), 1_000),
                access,
                new LongAdder());
    }

    @Override
    public Payload payload() {
        return new Payload("{}".getBytes(StandardCharsets.UTF_8), "application/json");
    }

    @Override
    public List<String> authorizations() {
        String name = "authorization: ";
        List<String> found =
                server.heads().stream()
                        .flatMap(String::lines)
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name))
                        .map(line -> line.substring(name.length()))
                        .collect(Collectors.toList());
        assertThat(server.heads()).allSatisfy(head -> assertThat(head).contains(" HTTP/1.1"));
        return found;
    }
}
