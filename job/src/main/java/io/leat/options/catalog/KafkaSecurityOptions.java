// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.catalog;

import io.leat.options.Option;
import io.leat.options.OptionType;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * TLS and SASL of connections to the brokers of one cluster.
 *
 * @param protocol its default is PLAINTEXT, or that of the job's brokers
 */
public record KafkaSecurityOptions(
        Option<SecurityProtocol> protocol,
        TlsOptions tls,
        Option<String> mechanism,
        Option<String> username,
        SecretOption password) {

    /**
     * The options with these prefixes.
     *
     * @param prefix of the names in the environment: {@code KAFKA_}
     * @param flag of the flags, empty for none
     * @param protocol the first of them
     * @param peers what is connected to, for the descriptions
     */
    static KafkaSecurityOptions of(
            String prefix, String flag, Option<SecurityProtocol> protocol, String peers) {
        return new KafkaSecurityOptions(
                protocol,
                TlsOptions.of(prefix + "SSL_", flag + "ssl-", peers),
                Option.derived(
                        flag + "sasl-mechanism",
                        prefix + "SASL_MECHANISM",
                        OptionType.MECHANISM,
                        "required with SASL",
                        "The SASL mechanism. Any but PLAIN and SCRAM takes what it needs"
                                + " from `KAFKA_CLIENT_SASL_…`."),
                Option.derived(
                        flag + "sasl-username",
                        prefix + "SASL_USERNAME",
                        OptionType.TEXT,
                        "",
                        "The SASL user."),
                SecretOption.of(
                        prefix + "SASL_PASSWORD",
                        flag + "sasl-password-file",
                        OptionType.SECRET,
                        "The user's password."));
    }

    /** What does nothing without SASL. */
    public List<Option<?>> ofSasl() {
        return List.of(mechanism, username, password.text(), password.file());
    }

    /** All of them, in the order of the documentation. */
    public List<Option<?>> all() {
        return Stream.of(List.of(protocol), tls.all(), ofSasl())
                .<Option<?>>flatMap(List::stream)
                .toList();
    }
}
