// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import io.leat.kafka.admin.ListenerProbe.Listener;
import io.leat.kafka.admin.ListenerProbe.What;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Says why no broker answers a client: what listens at its bootstrap addresses, and whether the
 * addresses that a broker gives of its cluster can be reached. Blocks for some seconds.
 */
public final class BrokerDiagnosis {

    private static final int MAX_ADDRESSES = 3;

    private final String bootstrap;
    private final AdminClientConfig config;
    private final SecurityProtocol protocol;

    private BrokerDiagnosis(Properties client) {
        this.bootstrap = client.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        this.config = new AdminClientConfig(client);
        this.protocol =
                SecurityProtocol.forName(
                        config.getString(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG));
    }

    /**
     * Looks, before any Kafka client is made that speaks plain text, whether its bootstrap
     * addresses are those of brokers that do. Kafka's client would take the answer of an HTTP
     * server for a length of more than a gigabyte, and find nothing out for ten seconds.
     *
     * @return what listens there and cannot become such a broker by waiting; empty if there is one,
     *     or if one may be about to start
     */
    public static Optional<String> wrongListener(Properties client) {
        try {
            BrokerDiagnosis diagnosis = new BrokerDiagnosis(client);
            return switch (diagnosis.protocol) {
                case PLAINTEXT, SASL_PLAINTEXT -> diagnosis.wrongListener();
                case SSL, SASL_SSL -> Optional.empty();
            };
        } catch (KafkaException e) {
            return Optional.empty(); // a client's to say
        }
    }

    /**
     * Why no broker has answered.
     *
     * @param patienceSeconds how long the client has waited, for the message
     * @return empty if nothing is found
     */
    static Optional<String> of(Properties client, long patienceSeconds) {
        try {
            return new BrokerDiagnosis(client).find(patienceSeconds);
        } catch (KafkaException e) {
            return Optional.empty();
        }
    }

    private Optional<String> wrongListener() {
        List<String> wrong = new ArrayList<>();
        for (String address : addresses()) {
            Listener found = probe(address, protocol == SecurityProtocol.PLAINTEXT);
            if (isAsWanted(found)) {
                return Optional.empty();
            }
            if (found.isSettled()) {
                wrong.add(mismatch(address, found));
            }
        }
        return wrong.stream().findFirst();
    }

    private Optional<String> find(long patienceSeconds) {
        Map<String, String> unreachable = new LinkedHashMap<>();
        for (String address : addresses()) {
            Listener found = probe(address, asksForSasl());
            if (found.what() == What.UNREACHABLE) {
                unreachable.put(address, found.reason());
            } else {
                return isAsWanted(found)
                        ? elsewhere(address)
                        : Optional.of(mismatch(address, found));
            }
        }
        return unreachable.isEmpty()
                ? Optional.empty()
                : Optional.of(unreachable(unreachable, patienceSeconds));
    }

    private static boolean isAsWanted(Listener found) {
        return found.what() == What.BROKER && found.mechanisms().isEmpty();
    }

    /** A SASL client gets the mechanisms from its own handshake, and its own refusal. */
    private boolean asksForSasl() {
        return protocol == SecurityProtocol.PLAINTEXT || protocol == SecurityProtocol.SSL;
    }

    private String unreachable(Map<String, String> reasons, long patienceSeconds) {
        String reason =
                Set.copyOf(reasons.values()).size() == 1
                        ? reasons.values().iterator().next()
                        : reasons.entrySet().stream()
                                .map(one -> one.getKey() + " " + one.getValue())
                                .collect(Collectors.joining(", "));
        return BrokerErrors.NO_ANSWER
                + "%s within %d s: %s (expected: a running broker there; check address, port, listener and security protocol)"
                        .formatted(bootstrap, patienceSeconds, reason);
    }

    /** What is wrong with the addresses a broker gives, if anything is. */
    private Optional<String> elsewhere(String address) {
        List<Node> nodes;
        try {
            nodes = AdvertisedBrokers.of(Utils.getHost(address), port(address), config);
        } catch (IOException | KafkaException e) {
            return Optional.empty();
        }
        List<String> wrong = new ArrayList<>();
        for (Node node : nodes) {
            String at = Utils.formatAddress(node.host(), node.port());
            String found = at.equals(address) ? null : whyNot(at);
            if (found != null && wrong.size() < MAX_ADDRESSES) {
                wrong.add(at + " (advertised.listeners), " + found);
            }
        }
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "KAFKA_BROKER: the broker at %s says that %s is at %s (expected: addresses that this machine can reach; use another listener, or name or forward these)"
                                .formatted(
                                        address,
                                        nodes.size() == 1 ? "it" : "a broker of its cluster",
                                        String.join(", and one at ", wrong)));
    }

    /** Null if a broker answers there as this client speaks. */
    private @Nullable String whyNot(String address) {
        Listener found = probe(address, asksForSasl());
        if (isAsWanted(found)) {
            return null;
        }
        return found.what() == What.UNREACHABLE
                ? "which cannot be reached from here: " + found.reason()
                : "and what listens there " + found.words();
    }

    private String sasl(String address, List<String> mechanisms) {
        return "KAFKA_SECURITY_PROTOCOL: the broker at %s asks for SASL (%s), and this client is %s (expected: %s, KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD, or the port of a listener without)"
                .formatted(
                        address,
                        String.join(", ", mechanisms),
                        protocol,
                        protocol == SecurityProtocol.SSL ? "SASL_SSL" : "SASL_PLAINTEXT");
    }

    /** What is wrong with a listener that was reached. */
    private String mismatch(String address, Listener found) {
        boolean sasl =
                protocol == SecurityProtocol.SASL_PLAINTEXT
                        || protocol == SecurityProtocol.SASL_SSL;
        return switch (found.what()) {
            case BROKER -> sasl(address, found.mechanisms());
            case TLS ->
                    "KAFKA_SECURITY_PROTOCOL: what listens at %s speaks TLS, and this client is %s, without TLS (expected: %s, or the port of a listener without TLS)"
                            .formatted(address, protocol, sasl ? "SASL_SSL" : "SSL or SASL_SSL");
            case PLAIN_BROKER ->
                    "KAFKA_SECURITY_PROTOCOL: the broker at %s speaks plain text there, and this client is %s, with TLS (expected: %s, or the port of a listener with TLS)"
                            .formatted(
                                    address,
                                    protocol,
                                    sasl ? "SASL_PLAINTEXT" : "PLAINTEXT or SASL_PLAINTEXT");
            case CONTROLLER, HTTP, HTTP2, UNKNOWN ->
                    "KAFKA_BROKER: what listens at %s %s (expected: host and port of a Kafka broker's listener)"
                            .formatted(
                                    address,
                                    found.what() == What.UNKNOWN
                                            ? found.words()
                                            : found.words() + ", no Kafka broker");
            case CLOSED, SILENT, UNREACHABLE ->
                    "KAFKA_BROKER: what listens at %s %s (expected: a running Kafka broker; check address, port, listener and security protocol)"
                            .formatted(address, found.words());
        };
    }

    private Listener probe(String address, boolean asksForSasl) {
        return new ListenerProbe(Utils.getHost(address), port(address), tls(), asksForSasl).look();
    }

    private @Nullable SSLContext tls() {
        if (protocol == SecurityProtocol.PLAINTEXT || protocol == SecurityProtocol.SASL_PLAINTEXT) {
            return null;
        }
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(config.values());
            return factory.sslContext();
        }
    }

    private List<String> addresses() {
        return config.getList(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG).stream()
                .map(String::strip)
                .filter(address -> Utils.getHost(address) != null)
                .limit(MAX_ADDRESSES)
                .toList();
    }

    private static int port(String address) {
        return Utils.getPort(address);
    }
}
