// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.catalog;

import io.leat.options.Option;
import io.leat.options.OptionType;
import java.util.List;
import java.util.stream.Stream;
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

    public static final TlsOptions TLS = TlsOptions.of("KAFKA_SSL_", "ssl-", "brokers");

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

    public static final SecretOption PASSWORD =
            SecretOption.of(
                    "KAFKA_SASL_PASSWORD",
                    "sasl-password-file",
                    OptionType.SECRET,
                    "The user's password.");

    /** What does nothing without SASL. */
    public static final List<Option<?>> OF_SASL =
            List.of(MECHANISM, USERNAME, PASSWORD.text(), PASSWORD.file());

    /** All of them, in the order of the documentation. */
    public static final List<Option<?>> ALL =
            Stream.of(List.of(PROTOCOL), TLS.all(), OF_SASL)
                    .<Option<?>>flatMap(List::stream)
                    .toList();

    private SecurityOptions() {}
}
