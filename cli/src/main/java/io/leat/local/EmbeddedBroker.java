// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker of one node (KRaft, its own controller) in this process, on loopback, with
 * its data in a folder that outlives it.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** What a job that was killed has left open waits this long for its return. */
    static final Duration LONGEST_TRANSACTION = Duration.ofDays(7);

    private static final String PORT_FILE = "port";

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker; returns when it has.
     *
     * @param folder its data; a new one is formatted, an old one is taken up again, at the same
     *     port if that is free
     */
    public static EmbeddedBroker start(Path folder) throws IOException {
        return start(folder, OptionalInt.empty());
    }

    /**
     * The same.
     *
     * @param wanted the port it listens on, if that matters
     */
    static EmbeddedBroker start(Path folder, OptionalInt wanted) throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("log");
        if (!Files.exists(log.resolve("meta.properties"))) {
            format(log);
        }
        int port = wanted.isPresent() ? wanted.getAsInt() : port(folder.resolve(PORT_FILE));
        Properties config = config(log, port, LoopbackPorts.free());
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(config, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, port);
    }

    private static int port(Path file) throws IOException {
        if (Files.exists(file)) {
            int last = Integer.parseInt(Files.readString(file).trim());
            if (LoopbackPorts.isFree(last)) {
                return last;
            }
        }
        int port = LoopbackPorts.free();
        Files.writeString(file, Integer.toString(port));
        return port;
    }

    private static void format(Path log) throws IOException {
        try {
            new Formatter()
                    .setPrintStream(
                            new PrintStream(
                                    OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(1)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(log.toString())
                    .setMetadataLogDirectory(log.toString())
                    .run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot format " + log, e);
        }
    }

    private static Properties config(Path log, int port, int controllerPort) {
        String listener = "PLAINTEXT://127.0.0.1:" + port;
        Properties config = new Properties();
        config.put("process.roles", "broker,controller");
        config.put("node.id", "1");
        config.put("log.dirs", log.toString());
        config.put("listeners", listener + ",CONTROLLER://127.0.0.1:" + controllerPort);
        config.put("advertised.listeners", listener);
        config.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put("controller.listener.names", "CONTROLLER");
        config.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        config.put("auto.create.topics.enable", "false");
        // Records keep the timestamps they come with: a replay of old ones must not vanish at once.
        config.put("log.retention.ms", "-1");
        // One node: nothing to replicate to, and few internal partitions start faster.
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "5");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("transaction.state.log.num.partitions", "5");
        config.put("share.coordinator.state.topic.replication.factor", "1");
        config.put("share.coordinator.state.topic.min.isr", "1");
        // Else the cleaner takes 128 MB of the heap; so much is 150,000 keys in one pass.
        config.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        config.put("group.initial.rebalance.delay.ms", "0");
        config.put("transaction.max.timeout.ms", Long.toString(LONGEST_TRANSACTION.toMillis()));
        // After a kill the old registration must expire before the node may come back.
        config.put("broker.session.timeout.ms", "2000");
        config.put("broker.heartbeat.interval.ms", "500");
        return config;
    }

    /** {@code host:port}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
