// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/**
 * Asks one broker where its cluster's brokers say that they are ({@code advertised.listeners}).
 * Kafka's public clients keep that to themselves: they connect to these addresses, and say nothing
 * of them when that fails. So this is their own network layer, which knows TLS and SASL, with one
 * request.
 */
final class AdvertisedBrokers {

    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(5).toMillis();
    private static final int LARGEST_ANSWER = 4 << 20;
    private static final int BUFFER = 64 << 10;

    private AdvertisedBrokers() {}

    /**
     * The brokers one of them names.
     *
     * @throws IOException if it does not answer
     * @throws KafkaException if it refuses this client
     */
    static List<Node> of(String host, int port, AdminClientConfig config) throws IOException {
        Time time = Time.SYSTEM;
        Node broker = new Node(-1, host, port);
        try (Metrics metrics = new Metrics();
                NetworkClient client = client(config, metrics, time)) {
            NetworkClientUtils.awaitReady(client, broker, time, TIMEOUT_MILLIS);
            ClientRequest request =
                    client.newClientRequest(
                            broker.idString(),
                            new MetadataRequest.Builder(List.of(), false),
                            time.milliseconds(),
                            true);
            MetadataResponse answer =
                    (MetadataResponse)
                            NetworkClientUtils.sendAndReceive(client, request, time).responseBody();
            return List.copyOf(answer.brokers());
        }
    }

    private static NetworkClient client(AdminClientConfig config, Metrics metrics, Time time) {
        LogContext log = new LogContext("[address check] ");
        return new NetworkClient(
                new Selector(
                        LARGEST_ANSWER,
                        TIMEOUT_MILLIS,
                        metrics,
                        time,
                        "leat-address-check",
                        ClientUtils.createChannelBuilder(config, time, log),
                        log),
                new ManualMetadataUpdater(),
                "leat-address-check",
                1,
                TIMEOUT_MILLIS,
                TIMEOUT_MILLIS,
                BUFFER,
                BUFFER,
                TIMEOUT_MILLIS,
                TIMEOUT_MILLIS,
                TIMEOUT_MILLIS,
                time,
                true,
                new ApiVersions(),
                log,
                MetadataRecoveryStrategy.NONE);
    }
}
