// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.readiness;

import io.leat.client.CallLimits;
import io.leat.client.StateClient;
import io.leat.client.grpc.GrpcModelClient;
import io.leat.client.rest.RestModelClient;
import io.leat.client.tls.ClientCredentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.codec.Codecs;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** One look at a model, as the job takes it. */
final class ReadinessLook {

    private ReadinessLook() {}

    /** What is found of the model {@code iriss}, at this host and port and with this security. */
    static Readiness look(
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

    /** The same on the loopback address, in plain text. */
    static Readiness look(Protocol protocol, Transport transport, int port)
            throws InterruptedException {
        return look(protocol, transport, "127.0.0.1", port, ModelSecurity.NONE);
    }
}
