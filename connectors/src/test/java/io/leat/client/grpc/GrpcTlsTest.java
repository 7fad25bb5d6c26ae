// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.grpc.Metadata;
import io.leat.client.CallLimits;
import io.leat.client.ModelClient;
import io.leat.client.tls.ClientCredentials;
import io.leat.client.tls.TlsContract;
import io.leat.codec.Codecs;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import io.leat.testing.model.GrpcModelStub;
import io.leat.testing.tls.ServerTls;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** gRPC over TLS. */
class GrpcTlsTest extends TlsContract {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Queue<String> authorizations = new ConcurrentLinkedQueue<>();
    private @Nullable GrpcModelStub server;

    @Override
    public void serve(@Nullable ServerTls tls) throws Exception {
        server =
                GrpcModelStub.start(
                        (call, headers, request) -> {
                            Iterable<String> seen = headers.getAll(AUTHORIZATION);
                            if (seen != null) {
                                seen.forEach(authorizations::add);
                            }
                            GrpcModelStub.answer(call, request);
                        },
                        tls == null ? null : tls.netty());
    }

    @AfterEach
    void closeServer() {
        if (server != null) {
            server.close();
        }
    }

    @Override
    public ModelClient open(ClientCredentials access, String host, boolean tls) {
        return GrpcModelClient.open(
                Map.of("m", host + ":" + server.port()),
                Codecs.message(Protocol.V2, Transport.GRPC),
                new CallLimits(Duration.ofSeconds(30), Duration.ofSeconds(10), 1_000),
                access,
                new LongAdder(),
                InetAddress::getAllByName,
                nanoTime::get);
    }

    @Override
    public Payload payload() {
        return new Payload(GrpcClientFixture.BODY, GrpcClientFixture.V2_REQUEST);
    }

    @Override
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }
}
