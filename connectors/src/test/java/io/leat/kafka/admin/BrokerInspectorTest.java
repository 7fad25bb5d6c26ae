// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBrokerCollection;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResourceResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResult;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBrokerCollection;
import org.apache.kafka.common.message.ResponseHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;
import org.junit.jupiter.api.Test;

/**
 * Brokers that know no controller, as they do while they elect one or for as long as all
 * controllers are away.
 */
class BrokerInspectorTest {

    private static final int NO_CONTROLLER = -1;
    private static final int BROKER_ID = 7;

    @Test
    void readsABrokersSettingsWhileNoControllerIsKnown() throws Exception {
        try (ServerSocket broker = broker(true);
                Admin admin = admin(broker)) {
            assertThat(new BrokerInspector(admin, Duration.ZERO).requestBytes()).isEqualTo(1234);
        }
    }

    @Test
    void takesKafkasDefaultWhereNoBrokerIsKnown() throws Exception {
        try (ServerSocket broker = broker(false);
                Admin admin = admin(broker)) {
            assertThat(new BrokerInspector(admin, Duration.ZERO).requestBytes())
                    .isEqualTo(TopicLimits.DEFAULT_REQUEST_BYTES);
        }
    }

    private static Admin admin(ServerSocket broker) {
        return Admin.create(
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        "127.0.0.1:" + broker.getLocalPort()));
    }

    /**
     * Answers by Kafka's protocol until it is closed.
     *
     * @param lists whether it is among the brokers that it lists
     */
    private static ServerSocket broker(boolean lists) throws IOException {
        ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        start(() -> accept(server, lists));
        return server;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "broker-without-controller");
        thread.setDaemon(true);
        thread.start();
    }

    private static void accept(ServerSocket server, boolean lists) {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                start(() -> serve(client, server.getLocalPort(), lists));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void serve(Socket client, int port, boolean lists) {
        try (client;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            while (true) {
                byte[] request = new byte[in.readInt()];
                in.readFully(request);
                byte[] answer = answer(RequestHeader.parse(ByteBuffer.wrap(request)), port, lists);
                out.writeInt(answer.length);
                out.write(answer);
            }
        } catch (EOFException | SocketException e) {
            // The client has closed its connection.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] answer(RequestHeader request, int port, boolean lists) {
        short version = request.apiVersion();
        ResponseHeaderData header =
                new ResponseHeaderData().setCorrelationId(request.correlationId());
        short headerVersion = request.apiKey().responseHeaderVersion(version);
        ApiMessage body =
                switch (request.apiKey()) {
                    case API_VERSIONS -> versions();
                    case METADATA -> metadata(port);
                    case DESCRIBE_CLUSTER -> cluster(port, lists);
                    case DESCRIBE_CONFIGS -> configs();
                    default -> throw new IllegalStateException(request.toString());
                };
        ByteBuffer bytes = RequestUtils.serialize(header, headerVersion, body, version);
        byte[] answer = new byte[bytes.remaining()];
        bytes.get(answer);
        return answer;
    }

    private static ApiVersionsResponseData versions() {
        ApiVersionCollection versions = new ApiVersionCollection();
        Set.of(
                        ApiKeys.API_VERSIONS,
                        ApiKeys.METADATA,
                        ApiKeys.DESCRIBE_CLUSTER,
                        ApiKeys.DESCRIBE_CONFIGS)
                .forEach(key -> versions.add(ApiVersionsResponse.toApiVersion(key)));
        return new ApiVersionsResponseData().setApiKeys(versions);
    }

    private static MetadataResponseData metadata(int port) {
        MetadataResponseBrokerCollection brokers = new MetadataResponseBrokerCollection();
        brokers.add(
                new MetadataResponseBroker()
                        .setNodeId(BROKER_ID)
                        .setHost("127.0.0.1")
                        .setPort(port));
        return new MetadataResponseData().setBrokers(brokers).setControllerId(NO_CONTROLLER);
    }

    private static DescribeClusterResponseData cluster(int port, boolean lists) {
        DescribeClusterBrokerCollection brokers = new DescribeClusterBrokerCollection();
        if (lists) {
            brokers.add(
                    new DescribeClusterBroker()
                            .setBrokerId(BROKER_ID)
                            .setHost("127.0.0.1")
                            .setPort(port));
        }
        return new DescribeClusterResponseData()
                .setClusterId("cluster")
                .setBrokers(brokers)
                .setControllerId(NO_CONTROLLER);
    }

    private static DescribeConfigsResponseData configs() {
        return new DescribeConfigsResponseData()
                .setResults(
                        List.of(
                                new DescribeConfigsResult()
                                        .setResourceType((byte) 4)
                                        .setResourceName(Integer.toString(BROKER_ID))
                                        .setConfigs(
                                                List.of(
                                                        new DescribeConfigsResourceResult()
                                                                .setName("socket.request.max.bytes")
                                                                .setConfigSource((byte) 4)
                                                                .setValue("1234")))));
    }
}
