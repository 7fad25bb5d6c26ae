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

    /** Of the brokers that the job reads from. */
    public static final KafkaSecurityOptions OF_BROKERS =
            KafkaSecurityOptions.of("KAFKA_", "", PROTOCOL, "brokers");

    public static final TlsOptions TLS = OF_BROKERS.tls();
    public static final Option<String> MECHANISM = OF_BROKERS.mechanism();
    public static final Option<String> USERNAME = OF_BROKERS.username();
    public static final SecretOption PASSWORD = OF_BROKERS.password();

    /** All of them, in the order of the documentation. */
    public static final List<Option<?>> ALL = OF_BROKERS.all();

    private SecurityOptions() {}
}
