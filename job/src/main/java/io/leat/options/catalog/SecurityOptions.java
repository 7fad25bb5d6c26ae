// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.catalog;

import io.leat.options.Option;
import io.leat.options.OptionType;
import java.util.List;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * Kafka security: TLS and SASL. Seldon's names; each {@code …_FILE} that Seldon lacks is there for
 * symmetry.
 */
public final class SecurityOptions {

    public static final Option<SecurityProtocol> PROTOCOL =
            Option.of(
                    "security-protocol",
                    "KAFKA_SECURITY_PROTOCOL",
                    OptionType.SECURITY_PROTOCOL,
                    "PLAINTEXT",
                    "The protocol of connections to the brokers.");

    public static final Option<String> CA =
            Option.environmentOnly(
                    "KAFKA_SSL_CA_CERT",
                    OptionType.CERTIFICATES,
                    "Trusted CA certificates for brokers; default: the JVM's trust" + " store.");

    public static final Option<String> CA_FILE =
            file("ssl-ca-cert-file", "KAFKA_SSL_CA_CERT_FILE", "Path of a file with this value.");

    public static final Option<String> CERTIFICATE =
            Option.environmentOnly(
                    "KAFKA_SSL_CLIENT_CERT",
                    OptionType.CERTIFICATES,
                    "Client certificate for mutual TLS, followed by its intermediate CA"
                            + " certificates.");

    public static final Option<String> CERTIFICATE_FILE =
            file(
                    "ssl-client-cert-file",
                    "KAFKA_SSL_CLIENT_CERT_FILE",
                    "Path of a file with this value.");

    public static final Option<String> KEY =
            secret(
                    "KAFKA_SSL_CLIENT_KEY",
                    "The certificate's private key in PEM: PKCS#8, PKCS#1 or SEC1, encrypted or"
                            + " not.");

    public static final Option<String> KEY_FILE =
            file(
                    "ssl-client-key-file",
                    "KAFKA_SSL_CLIENT_KEY_FILE",
                    "Path of a file with this value.");

    public static final Option<String> KEY_PASSWORD =
            secret("KAFKA_SSL_CLIENT_KEY_PASS", "The password of an encrypted key.");

    public static final Option<String> KEY_PASSWORD_FILE =
            file(
                    "ssl-client-key-pass-file",
                    "KAFKA_SSL_CLIENT_KEY_PASS_FILE",
                    "Path of a file with this value.");

    public static final Option<String> MECHANISM =
            Option.derived(
                    "sasl-mechanism",
                    "KAFKA_SASL_MECHANISM",
                    OptionType.MECHANISM,
                    "required with SASL",
                    "The SASL mechanism. Any but PLAIN and SCRAM takes what it needs"
                            + " from `KAFKA_CLIENT_SASL_…`.");

    public static final Option<String> USERNAME =
            Option.derived(
                    "sasl-username", "KAFKA_SASL_USERNAME", OptionType.TEXT, "", "The SASL user.");

    public static final Option<String> PASSWORD =
            secret("KAFKA_SASL_PASSWORD", "The user's password.");

    public static final Option<String> PASSWORD_FILE =
            file(
                    "sasl-password-file",
                    "KAFKA_SASL_PASSWORD_FILE",
                    "Path of a file with this value.");

    /** In the order of the documentation. */
    public static final List<Option<?>> ALL =
            List.of(
                    PROTOCOL,
                    CA,
                    CA_FILE,
                    CERTIFICATE,
                    CERTIFICATE_FILE,
                    KEY,
                    KEY_FILE,
                    KEY_PASSWORD,
                    KEY_PASSWORD_FILE,
                    MECHANISM,
                    USERNAME,
                    PASSWORD,
                    PASSWORD_FILE);

    private SecurityOptions() {}

    private static Option<String> secret(String env, String description) {
        return Option.environmentOnly(env, OptionType.SECRET, description);
    }

    private static Option<String> file(String flag, String env, String description) {
        return Option.derived(flag, env, OptionType.FILE, "", description);
    }
}
