// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.security;

import io.leat.kafka.security.SecretsProvider.Form;
import io.leat.secrets.Identity;
import io.leat.secrets.SecretReference;
import io.leat.secrets.SecretReference.Source;
import io.leat.secrets.Tls;
import java.io.Serializable;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The security settings of a job's Kafka clients. Holds references in place of secrets, so that it
 * may be part of the job graph.
 *
 * @param tls for SSL and SASL_SSL
 * @param sasl for SASL_PLAINTEXT and SASL_SSL, else null
 */
public record KafkaSecurity(SecurityProtocol protocol, Tls tls, @Nullable Sasl sasl)
        implements Serializable {

    public static final KafkaSecurity NONE =
            new KafkaSecurity(SecurityProtocol.PLAINTEXT, Tls.PUBLIC, null);

    /**
     * How to log in.
     *
     * @param mechanism its registered name
     * @param login null where the mechanism's own properties say it all
     */
    public record Sasl(String mechanism, @Nullable Login login) implements Serializable {}

    /**
     * A name and a password.
     *
     * @param module the class that logs in with them
     */
    public record Login(String module, SecretReference username, SecretReference password)
            implements Serializable {}

    /** The properties of every client: what is secret stands in them as a reference. */
    Properties properties() {
        Properties properties = new Properties();
        properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol.name);
        if (protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL) {
            trust(properties);
            identify(properties);
        }
        if (sasl != null) {
            properties.put(SaslConfigs.SASL_MECHANISM, sasl.mechanism());
            if (sasl.login() != null) {
                properties.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(sasl.login()));
            }
        }
        return properties;
    }

    /** The password of the client's key, or null where there is none. */
    @Nullable SecretReference keyPassword() {
        return tls.identity() == null ? null : tls.identity().password();
    }

    private static String jaas(Login login) {
        return "%s required username=\"%s\" password=\"%s\";"
                .formatted(
                        login.module(),
                        text(Form.JAAS, login.username()),
                        text(Form.JAAS, login.password()));
    }

    private void trust(Properties properties) {
        if (tls.ca() != null) {
            properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
            properties.put(
                    SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, text(Form.TEXT, tls.ca()));
        }
    }

    private void identify(Properties properties) {
        Identity identity = tls.identity();
        if (identity != null) {
            properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
            properties.put(
                    SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
                    text(Form.TEXT, identity.chain()));
            properties.put(
                    SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
                    SecretsProvider.place(Form.KEY, identity.key()));
        }
    }

    private static String text(Form form, SecretReference reference) {
        return reference.source() == Source.VALUE
                ? form.of(reference.text())
                : SecretsProvider.place(form, reference);
    }
}
