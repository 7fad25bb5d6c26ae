// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import io.leat.kafka.security.Pki;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
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
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real broker with security: listeners with TLS, with client certificates, and with names and
 * passwords, and an authorizer that grants nothing of itself. Tests reach it as {@code ANONYMOUS},
 * who may do everything, by a listener of their own.
 */
final class SecureBroker implements BeforeAllCallback, AfterAllCallback {

    /** The listeners of the broker. */
    enum Listener {
        ADMIN("PLAINTEXT"),
        TLS("SSL"),
        MTLS("SSL"),
        SASL("SASL_PLAINTEXT"),
        SASL_TLS("SASL_SSL"),
        CONTROLLER("PLAINTEXT");

        private final String protocol;

        Listener(String protocol) {
            this.protocol = protocol;
        }
    }

    static final String USER = "alice";
    static final String PASSWORD = "it's \"secret\\ 1";
    private static final Listener[] LISTENERS = Listener.values();
    private static final String MECHANISMS = "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512";

    final Pki.Signed authority = Pki.authority("lab");
    private final Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    private Path folder;
    private KafkaRaftServer server;
    private Admin admin;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("leat-secure-broker");
        List<ServerSocket> taken = new ArrayList<>();
        for (Listener listener : LISTENERS) {
            ServerSocket socket = new ServerSocket(0);
            taken.add(socket);
            ports.put(listener, socket.getLocalPort());
        }
        for (ServerSocket socket : taken) {
            socket.close();
        }
        format();
        server = new KafkaRaftServer(KafkaConfig.fromProps(config(), false), Time.SYSTEM);
        server.startup();
        admin = Admin.create(Map.of("bootstrap.servers", address(Listener.ADMIN)));
        addUser();
    }

    private void format() throws Exception {
        new Formatter()
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName(Listener.CONTROLLER.name())
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .run();
    }

    private void addUser() throws Exception {
        for (ScramMechanism mechanism :
                List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
            admin.alterUserScramCredentials(
                            List.of(
                                    new UserScramCredentialUpsertion(
                                            USER,
                                            new ScramCredentialInfo(mechanism, 4096),
                                            PASSWORD)))
                    .all()
                    .get();
        }
    }

    private Properties config() {
        Pki.Signed broker = Pki.signedBy(authority, "broker");
        List<String> listeners = new ArrayList<>();
        List<String> map = new ArrayList<>();
        for (Listener listener : LISTENERS) {
            listeners.add(listener.name() + "://" + address(listener));
            map.add(listener.name() + ":" + listener.protocol);
        }
        Properties config = new Properties();
        config.put("process.roles", "broker,controller");
        config.put("node.id", "1");
        config.put("log.dirs", folder.toString());
        config.put("listeners", String.join(",", listeners));
        config.put(
                "advertised.listeners",
                String.join(",", listeners.subList(0, listeners.size() - 1)));
        config.put("listener.security.protocol.map", String.join(",", map));
        config.put("inter.broker.listener.name", Listener.ADMIN.name());
        config.put("controller.listener.names", Listener.CONTROLLER.name());
        config.put("controller.quorum.voters", "1@" + address(Listener.CONTROLLER));
        config.put("ssl.keystore.type", "PEM");
        config.put("ssl.keystore.key", broker.pkcs8Pem());
        config.put("ssl.keystore.certificate.chain", broker.certificatePem());
        config.put("ssl.truststore.type", "PEM");
        config.put("ssl.truststore.certificates", authority.certificatePem());
        config.put("listener.name.mtls.ssl.client.auth", "required");
        config.put("sasl.enabled.mechanisms", MECHANISMS);
        for (String listener : List.of("sasl", "sasl_tls")) {
            String prefix = "listener.name." + listener + ".";
            config.put(
                    prefix + "plain.sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
                            .formatted(USER, PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"")));
            for (String scram : List.of("scram-sha-256", "scram-sha-512")) {
                config.put(
                        prefix + scram + ".sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
            }
        }
        config.put(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        config.put("super.users", "User:ANONYMOUS");
        config.put("auto.create.topics.enable", "false");
        config.put("offsets.topic.replication.factor", "1");
        config.put("offsets.topic.num.partitions", "1");
        config.put("transaction.state.log.replication.factor", "1");
        config.put("transaction.state.log.min.isr", "1");
        config.put("transaction.state.log.num.partitions", "1");
        config.put("group.initial.rebalance.delay.ms", "0");
        return config;
    }

    String address(Listener listener) {
        return "127.0.0.1:" + ports.get(listener);
    }

    Admin admin() {
        return admin;
    }

    void createTopics(String... topics) throws Exception {
        List<NewTopic> wanted = new ArrayList<>();
        for (String topic : topics) {
            wanted.add(new NewTopic(topic, 1, (short) 1));
        }
        admin.createTopics(wanted).all().get();
    }

    /**
     * Gives permissions; returns when the broker acts on them, which is after it has taken them.
     */
    void permit(List<AclBinding> permissions) throws Exception {
        admin.createAcls(permissions).all().get();
        RunningJob.until(
                () ->
                        admin.describeAcls(AclBindingFilter.ANY)
                                .values()
                                .get()
                                .containsAll(permissions));
    }

    /** Lets a user, {@code "User:alice"}, do something with what has this name or begins so. */
    static AclBinding allow(
            String user,
            ResourceType type,
            PatternType pattern,
            String name,
            AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(user, "*", operation, AclPermissionType.ALLOW));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        admin.close();
        server.shutdown();
        server.awaitShutdown();
        FileUtils.deleteDirectory(folder.toFile());
    }
}
