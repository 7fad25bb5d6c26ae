// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.kafka;

import io.leat.testing.tls.Pki;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a broker for tests. Whatever else it has, there is a listener {@value
 * #OPEN}, without security, where everything is allowed.
 */
public final class BrokerConfig {

    /** The listener where everything is allowed. */
    public static final String OPEN = "OPEN";

    static final String CONTROLLER = "CONTROLLER";
    static final Duration MAX_TRANSACTION = Duration.ofMinutes(15);

    /**
     * A listener.
     *
     * @param advertised the address that the broker says it has; null for its own
     */
    private record Listener(String name, SecurityProtocol protocol, @Nullable String advertised) {}

    /** A user of every listener with SASL. */
    record User(String name, String password) {}

    private final List<Listener> listeners =
            new ArrayList<>(List.of(new Listener(OPEN, SecurityProtocol.PLAINTEXT, null)));
    private final Map<String, String> settings = new HashMap<>();
    private final List<String> mechanisms = new ArrayList<>();
    private @Nullable User user;

    public BrokerConfig() {
        set("auto.create.topics.enable", "false");
        // Records here have timestamps of long ago; the broker's cleaner comes 30 s after the start
        // and would take them for expired.
        set("log.retention.ms", "-1");
        // Else the cleaner takes 128 MB of the tests' heap.
        set("log.cleaner.dedupe.buffer.size", Integer.toString(2 << 20));
        // How often the broker looks for transactions to end; 10 s else.
        set("transaction.abort.timed.out.transaction.cleanup.interval.ms", "200");
        set("transaction.max.timeout.ms", Long.toString(MAX_TRANSACTION.toMillis()));
        set("transaction.state.log.num.partitions", "2");
        set("transaction.state.log.replication.factor", "1");
        set("transaction.state.log.min.isr", "1");
        set("offsets.topic.num.partitions", "1");
        set("offsets.topic.replication.factor", "1");
        set("group.initial.rebalance.delay.ms", "0");
    }

    /** Sets one of Kafka's own settings. */
    public BrokerConfig set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Adds a listener. */
    public BrokerConfig listener(String name, SecurityProtocol protocol) {
        listeners.add(new Listener(name, protocol, null));
        return this;
    }

    /** Adds a listener without security, to whose clients the broker names another address. */
    public BrokerConfig advertising(String name, String address) {
        listeners.add(new Listener(name, SecurityProtocol.PLAINTEXT, address));
        return this;
    }

    /** What listeners with TLS show, and whose certificates they trust. */
    public BrokerConfig tls(Pki.Signed server, Pki.Signed authority) {
        return set("ssl.keystore.type", "PEM")
                .set("ssl.keystore.key", server.pkcs8Pem())
                .set("ssl.keystore.certificate.chain", server.certificatePem())
                .set("ssl.truststore.type", "PEM")
                .set("ssl.truststore.certificates", authority.certificatePem());
    }

    /** The user of listeners with SASL, and the mechanisms by which it logs in. */
    public BrokerConfig user(String name, String password, String... by) {
        user = new User(name, password);
        mechanisms.addAll(List.of(by));
        return set("sasl.enabled.mechanisms", String.join(",", by));
    }

    /** Nothing is allowed but what is permitted, save on listeners without a login. */
    public BrokerConfig permissions() {
        return set(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .set("super.users", "User:ANONYMOUS");
    }

    @Nullable User user() {
        return user;
    }

    /** Those by which a user's password is not written in the broker's own settings. */
    List<String> scramMechanisms() {
        return mechanisms.stream().filter(mechanism -> mechanism.startsWith("SCRAM")).toList();
    }

    /** The names of all listeners. */
    List<String> names() {
        return Stream.concat(listeners.stream().map(Listener::name), Stream.of(CONTROLLER))
                .toList();
    }

    /** As the broker reads it, with its data in a folder and each listener at its port. */
    Properties properties(Path folder, Map<String, Integer> ports) {
        Properties all = new Properties();
        all.putAll(settings);
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("log.dirs", folder.toString());
        all.put("inter.broker.listener.name", OPEN);
        all.put("controller.listener.names", CONTROLLER);
        all.put("controller.quorum.voters", "1@127.0.0.1:" + ports.get(CONTROLLER));
        all.put(
                "listeners",
                ports.entrySet().stream()
                        .map(port -> port.getKey() + "://127.0.0.1:" + port.getValue())
                        .collect(Collectors.joining(",")));
        all.put(
                "advertised.listeners",
                joined(l -> l.name() + "://" + advertised(l, ports.get(l.name()))));
        all.put(
                "listener.security.protocol.map",
                joined(l -> l.name() + ":" + l.protocol()) + "," + CONTROLLER + ":PLAINTEXT");
        logins().forEach(all::put);
        return all;
    }

    private static String advertised(Listener listener, @Nullable Integer port) {
        return listener.advertised() == null ? "127.0.0.1:" + port : listener.advertised();
    }

    private String joined(Function<Listener, String> text) {
        return listeners.stream().map(text).collect(Collectors.joining(","));
    }

    private Map<String, String> logins() {
        Map<String, String> logins = new HashMap<>();
        for (Listener listener : listeners) {
            if (listener.protocol().name().startsWith("SASL") && user != null) {
                for (String mechanism : mechanisms) {
                    String key =
                            "listener.name.%s.%s.sasl.jaas.config"
                                    .formatted(listener.name(), mechanism)
                                    .toLowerCase(Locale.ROOT);
                    logins.put(key, login(mechanism, user));
                }
            }
        }
        return logins;
    }

    private static String login(String mechanism, User user) {
        String module = "org.apache.kafka.common.security.%s required%s;";
        return mechanism.equals("PLAIN")
                ? module.formatted(
                        "plain.PlainLoginModule",
                        " user_%s=\"%s\""
                                .formatted(
                                        user.name(),
                                        user.password()
                                                .replace("\\", "\\\\")
                                                .replace("\"", "\\\"")))
                : module.formatted("scram.ScramLoginModule", "");
    }
}
