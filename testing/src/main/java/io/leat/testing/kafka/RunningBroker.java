// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.kafka;

import io.leat.testing.net.FreePorts;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;

/** A broker of one node that is its own controller, from its start to its end. */
final class RunningBroker implements AutoCloseable {

    private static final int SCRAM_ITERATIONS = 4096;

    private final Path folder;
    private final Map<String, Integer> ports;
    private final KafkaRaftServer server;
    private final Admin admin;

    private RunningBroker(BrokerConfig config, Path folder) throws Exception {
        this.folder = folder;
        format();
        ports = ports(config.names());
        server =
                new KafkaRaftServer(
                        KafkaConfig.fromProps(config.properties(folder, ports), false),
                        Time.SYSTEM);
        server.startup();
        admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port(BrokerConfig.OPEN)));
        addUser(config);
    }

    static RunningBroker start(BrokerConfig config) {
        try {
            return new RunningBroker(config, Files.createTempDirectory("leat-broker"));
        } catch (Exception e) {
            throw new IllegalStateException("the broker for tests does not start", e);
        }
    }

    private static Map<String, Integer> ports(List<String> listeners) {
        List<Integer> free = FreePorts.free(listeners.size());
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (int i = 0; i < listeners.size(); i++) {
            ports.put(listeners.get(i), free.get(i));
        }
        return ports;
    }

    private void format() throws Exception {
        new Formatter()
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(BrokerConfig.CONTROLLER)
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .run();
    }

    private void addUser(BrokerConfig config) throws Exception {
        BrokerConfig.User user = config.user();
        for (String mechanism : config.scramMechanisms()) {
            if (user != null) {
                ScramCredentialInfo info =
                        new ScramCredentialInfo(
                                ScramMechanism.fromMechanismName(mechanism), SCRAM_ITERATIONS);
                admin.alterUserScramCredentials(
                                List.of(
                                        new UserScramCredentialUpsertion(
                                                user.name(), info, user.password())))
                        .all()
                        .get();
            }
        }
    }

    int port(String listener) {
        Integer port = ports.get(listener);
        if (port == null) {
            throw new IllegalArgumentException(
                    "listener \"%s\" (expected: one of %s)".formatted(listener, ports.keySet()));
        }
        return port;
    }

    Admin admin() {
        return admin;
    }

    @Override
    public void close() {
        admin.close();
        server.shutdown();
        server.awaitShutdown();
        try {
            Utils.delete(folder.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
