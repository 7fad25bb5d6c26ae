// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.jspecify.annotations.Nullable;

/** Says why a broker and a client do not come together, and which option to look at. */
public final class BrokerErrors {

    private static final String NO_BROKER_ANSWERS = ": no broker answers at ";

    /** How a message begins where there is no broker. */
    static final String NO_ANSWER = "KAFKA_BROKER" + NO_BROKER_ANSWERS;

    /** How Kafka's clients begin to say that no bootstrap address can be resolved. */
    private static final String NO_ADDRESS = "No resolvable bootstrap";

    private BrokerErrors() {}

    /**
     * One line; never a secret. Where no broker has answered, this looks at what listens at its
     * addresses and blocks for some seconds.
     *
     * @param patienceSeconds how long the client has waited, for the message
     */
    public static String explain(KafkaException e, Properties client, long patienceSeconds) {
        String broker = client.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        if (find(e, UnsupportedSaslMechanismException.class) != null) {
            return "KAFKA_SASL_MECHANISM: the broker at %s does not take %s (expected: a mechanism its listener has; it says: %s)"
                    .formatted(broker, mechanism(client), message(e));
        }
        if (find(e, IllegalSaslStateException.class) != null) {
            return "KAFKA_SECURITY_PROTOCOL: the broker at %s asks for no SASL, and this client is %s (expected: %s, or the port of a listener with SASL)"
                    .formatted(broker, protocol(client), withoutSasl(client));
        }
        if (find(e, SaslAuthenticationException.class) != null) {
            return "KAFKA_SASL_USERNAME: the broker at %s refuses this user and password by %s (expected: those of a user it knows)"
                    .formatted(broker, mechanism(client));
        }
        if (find(e, SslAuthenticationException.class) != null) {
            return tls(e, broker);
        }
        ConfigException config = find(e, ConfigException.class);
        if (config != null) {
            return String.valueOf(config.getMessage()).startsWith(NO_ADDRESS)
                    ? NO_ANSWER
                            + "%s: unknown host (expected: the name or address of a running broker)"
                                    .formatted(broker)
                    : "KAFKA_BROKER: %s: %s".formatted(broker, config.getMessage());
        }
        if (find(e, TimeoutException.class) != null || find(e, DisconnectException.class) != null) {
            return BrokerDiagnosis.of(client, patienceSeconds)
                    .orElseGet(() -> silent(broker, patienceSeconds));
        }
        return "KAFKA_BROKER: %s: %s".formatted(broker, message(e));
    }

    /**
     * Whether a message of {@link #explain} says that there is no broker, whatever it calls the
     * option.
     */
    public static boolean saysNoBrokerAnswers(String message) {
        return message.contains(NO_BROKER_ANSWERS);
    }

    /** Of a broker that looks right now, and did not answer. */
    private static String silent(String broker, long patienceSeconds) {
        return NO_ANSWER
                + "%s within %d s, though one listens there (expected: an answer; it may be starting, overloaded or behind a slow link)"
                        .formatted(broker, patienceSeconds);
    }

    private static String protocol(Properties client) {
        return String.valueOf(client.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG));
    }

    private static String withoutSasl(Properties client) {
        return protocol(client).endsWith("SSL") ? "SSL" : "PLAINTEXT";
    }

    /**
     * Whether the same may go well later, without a change of the configuration: no answer, or a
     * name that is not known, as that of a pod that is away.
     */
    static boolean mayPass(KafkaException e) {
        if (find(e, AuthenticationException.class) != null) {
            return false;
        }
        ConfigException config = find(e, ConfigException.class);
        return find(e, RetriableException.class) != null
                || (config != null
                        && String.valueOf(config.getMessage()).contains("No resolvable bootstrap"));
    }

    private static String mechanism(Properties client) {
        return String.valueOf(client.get(SaslConfigs.SASL_MECHANISM));
    }

    private static String tls(KafkaException e, String broker) {
        if (find(e, CertificateExpiredException.class) != null
                || find(e, CertificateNotYetValidException.class) != null) {
            return "KAFKA_BROKER: the certificate of the broker at %s is not valid now (expected: one that has not expired): %s"
                    .formatted(broker, deepest(e));
        }
        if (find(e, CertPathBuilderException.class) != null) {
            return "KAFKA_SSL_CA_CERT: no authority in it vouches for the broker at %s (expected: the one that signed the broker's certificate)"
                    .formatted(broker);
        }
        String said = deepest(e);
        if (said.contains("fatal alert")) {
            return "KAFKA_SSL_CLIENT_CERT: the broker at %s refuses our certificate, or misses one (expected: one of an authority it trusts; it says: %s)"
                    .formatted(broker, said);
        }
        return "KAFKA_BROKER: no TLS with the broker at %s: %s (expected: a TLS listener there whose certificate names this host)"
                .formatted(broker, said);
    }

    private static String deepest(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return message(deepest);
    }

    private static String message(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
