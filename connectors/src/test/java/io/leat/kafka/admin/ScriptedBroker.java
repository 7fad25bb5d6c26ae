// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

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
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
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

/**
 * Answers an admin client by Kafka's protocol, for clusters that a real broker cannot be brought to
 * show: without a controller, without a broker, or advertised at an address where none listens.
 */
final class ScriptedBroker implements AutoCloseable {

    /** The value of its one setting, {@code socket.request.max.bytes}. */
    static final long REQUEST_BYTES = 1234;

    private static final int NO_CONTROLLER = -1;
    private static final int BROKER_ID = 7;
    private static final byte BROKER_RESOURCE = 4;
    private static final byte STATIC_BROKER_CONFIG = 4;

    private final ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());

    /** What it says of the cluster. */
    private volatile Cluster cluster = new Cluster(true, server.getLocalPort());

    /**
     * A cluster of one broker, without a controller.
     *
     * @param listed whether the broker is described
     * @param advertised the port its metadata names
     */
    private record Cluster(boolean listed, int advertised) {}

    ScriptedBroker() throws IOException {
        start(this::accept);
    }

    /** Describes no broker. */
    ScriptedBroker withoutBrokers() {
        cluster = new Cluster(false, cluster.advertised());
        return this;
    }

    /** Names this port as that of the cluster's broker. */
    void advertise(int port) {
        cluster = new Cluster(true, port);
    }

    int port() {
        return server.getLocalPort();
    }

    /** What a client reaches it with. */
    Properties client() {
        return client(port());
    }

    /** The same for another port of the loopback address. */
    static Properties client(int port) {
        Properties client = new Properties();
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port);
        return client;
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-broker");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                start(() -> serve(client));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                DataInputStream in = new DataInputStream(client.getInputStream());
                DataOutputStream out = new DataOutputStream(client.getOutputStream())) {
            while (true) {
                byte[] request = new byte[in.readInt()];
                in.readFully(request);
                byte[] answer = answer(RequestHeader.parse(ByteBuffer.wrap(request)));
                out.writeInt(answer.length);
                out.write(answer);
            }
        } catch (EOFException | SocketException e) {
            // The client has closed its connection.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] answer(RequestHeader request) {
        short version = request.apiVersion();
        ResponseHeaderData header =
                new ResponseHeaderData().setCorrelationId(request.correlationId());
        ApiMessage body =
                switch (request.apiKey()) {
                    case API_VERSIONS -> versions();
                    case METADATA -> metadata();
                    case DESCRIBE_CLUSTER -> description();
                    case DESCRIBE_CONFIGS -> configs();
                    default -> throw new IllegalStateException(request.toString());
                };
        ByteBuffer bytes =
                RequestUtils.serialize(
                        header, request.apiKey().responseHeaderVersion(version), body, version);
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

    private MetadataResponseData metadata() {
        MetadataResponseBrokerCollection brokers = new MetadataResponseBrokerCollection();
        brokers.add(
                new MetadataResponseBroker()
                        .setNodeId(BROKER_ID)
                        .setHost("127.0.0.1")
                        .setPort(cluster.advertised()));
        return new MetadataResponseData().setBrokers(brokers).setControllerId(NO_CONTROLLER);
    }

    private DescribeClusterResponseData description() {
        DescribeClusterBrokerCollection brokers = new DescribeClusterBrokerCollection();
        if (cluster.listed()) {
            brokers.add(
                    new DescribeClusterBroker()
                            .setBrokerId(BROKER_ID)
                            .setHost("127.0.0.1")
                            .setPort(cluster.advertised()));
        }
        return new DescribeClusterResponseData()
                .setClusterId("cluster")
                .setBrokers(brokers)
                .setControllerId(NO_CONTROLLER);
    }

    private static DescribeConfigsResponseData configs() {
        DescribeConfigsResourceResult setting =
                new DescribeConfigsResourceResult()
                        .setName("socket.request.max.bytes")
                        .setConfigSource(STATIC_BROKER_CONFIG)
                        .setValue(Long.toString(REQUEST_BYTES));
        return new DescribeConfigsResponseData()
                .setResults(
                        List.of(
                                new DescribeConfigsResult()
                                        .setResourceType(BROKER_RESOURCE)
                                        .setResourceName(Integer.toString(BROKER_ID))
                                        .setConfigs(List.of(setting))));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
