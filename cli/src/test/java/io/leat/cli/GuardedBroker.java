// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.awaitility.Awaitility;

/**
 * A real broker that asks for name and password and grants nothing of itself. Tests reach it by a
 * listener of their own, where everything is allowed; a third one advertises an unknown host.
 */
final class GuardedBroker implements AutoCloseable {

    /** Where no one is reached. */
    static final String ADVERTISED = "kafka.kafka.svc.invalid:9092";

    static final String USER = "alice";
    static final String PASSWORD = "open sesame";

    private final Path folder;
    private final int[] ports;
    private final KafkaRaftServer server;
    private final Admin admin;

    private GuardedBroker(Path folder, int[] ports) throws Exception {
        this.folder = folder;
        this.ports = ports;
        new Formatter()
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .run();
        server = new KafkaRaftServer(KafkaConfig.fromProps(config(), false), Time.SYSTEM);
        server.startup();
        admin = Admin.create(Map.of("bootstrap.servers", open()));
    }

    static GuardedBroker start() throws Exception {
        List<ServerSocket> taken = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            taken.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        int[] ports = taken.stream().mapToInt(ServerSocket::getLocalPort).toArray();
        for (ServerSocket socket : taken) {
            socket.close();
        }
        return new GuardedBroker(Files.createTempDirectory("leat-guarded-broker"), ports);
    }

    private Properties config() {
        Properties config = new Properties();
        config.put("process.roles", "broker,controller");
        config.put("node.id", "1");
        config.put("log.dirs", folder.toString());
        String listeners = "OPEN://%s,GUARDED://%s".formatted(open(), guarded());
        config.put(
                "listeners",
                "%s,AWAY://%s,LINK://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(listeners, forwarded(), linkTarget(), ports[2]));
        config.put(
                "advertised.listeners",
                "%s,AWAY://%s,LINK://%s".formatted(listeners, ADVERTISED, link()));
        config.put(
                "listener.security.protocol.map",
                "OPEN:PLAINTEXT,GUARDED:SASL_PLAINTEXT,AWAY:PLAINTEXT,LINK:PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put("inter.broker.listener.name", "OPEN");
        config.put("controller.listener.names", "CONTROLLER");
        config.put("controller.quorum.voters", "1@127.0.0.1:" + ports[2]);
        config.put("sasl.enabled.mechanisms", "PLAIN");
        config.put(
                "listener.name.guarded.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
                        .formatted(USER, PASSWORD));
        config.put(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        config.put("super.users", "User:ANONYMOUS");
        config.put("auto.create.topics.enable", "false");
        config.put("log.retention.ms", "-1");
        config.put("offsets.topic.replication.factor", "1");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("transaction.state.log.num.partitions", "1");
        return config;
    }

    /** Where everything is allowed. */
    String open() {
        return "127.0.0.1:" + ports[0];
    }

    /** Where {@link #USER} logs in. */
    String guarded() {
        return "127.0.0.1:" + ports[1];
    }

    /** What answers here says that it is at {@link #ADVERTISED}, as behind a port-forward. */
    String forwarded() {
        return "127.0.0.1:" + ports[3];
    }

    /** Where a {@link SlowLink} to {@link #linkTarget} is to be; all is allowed behind it. */
    String link() {
        return "127.0.0.1:" + linkPort();
    }

    int linkPort() {
        return ports[4];
    }

    int linkTarget() {
        return ports[5];
    }

    /** Gives the user these permissions and no others; returns when the broker acts on them. */
    void permit(List<AclBinding> permissions) throws Exception {
        admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
        admin.createAcls(permissions).all().get();
        Set<AclBinding> wanted = Set.copyOf(permissions);
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(
                        () ->
                                wanted.equals(
                                        Set.copyOf(
                                                admin.describeAcls(AclBindingFilter.ANY)
                                                        .values()
                                                        .get())));
    }

    /** Lets the user do something with what has this name. */
    static AclBinding allow(ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:" + USER, "*", operation, AclPermissionType.ALLOW));
    }

    @Override
    public void close() throws IOException {
        admin.close();
        server.shutdown();
        server.awaitShutdown();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
