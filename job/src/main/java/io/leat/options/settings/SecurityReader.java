// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.kafka.security.KafkaSecurity;
import io.leat.kafka.security.KafkaSecurity.Login;
import io.leat.kafka.security.KafkaSecurity.Sasl;
import io.leat.options.OptionReader;
import io.leat.options.OptionType;
import io.leat.options.catalog.SecurityOptions;
import io.leat.secrets.SecretReference;
import io.leat.secrets.Tls;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.jspecify.annotations.Nullable;

/** Reads how to reach the brokers; secrets stay where they are. */
record SecurityReader(OptionReader reader, SecretReferenceReader secrets) {

    SecurityReader(OptionReader reader) {
        this(reader, new SecretReferenceReader(reader));
    }

    /** Null if a problem was noted. */
    @Nullable KafkaSecurity read() {
        SecurityProtocol protocol = reader.read(SecurityOptions.PROTOCOL);
        Tls material = secrets.tls(SecurityOptions.TLS);
        String mechanism = reader.read(SecurityOptions.MECHANISM);
        Login login = login(mechanism);
        if (protocol == null) {
            return null;
        }
        boolean tls = protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
        boolean sasl =
                protocol == SecurityProtocol.SASL_PLAINTEXT
                        || protocol == SecurityProtocol.SASL_SSL;
        String stated = reader.name(SecurityOptions.PROTOCOL) + " is " + protocol.name;
        if (!tls) {
            reader.refuseStated(
                    SecurityOptions.TLS.all(), stated, "SSL or SASL_SSL", SecurityOptions.PROTOCOL);
        }
        if (!sasl) {
            reader.refuseStated(
                    SecurityOptions.OF_SASL,
                    stated,
                    "SASL_PLAINTEXT or SASL_SSL",
                    SecurityOptions.PROTOCOL);
        }
        if (sasl && mechanism == null && !reader.isDeferred(SecurityOptions.MECHANISM)) {
            reader.missing(
                    "KAFKA_SASL_MECHANISM is missing (expected: %s, as %s is %s)"
                            .formatted(
                                    OptionType.MECHANISM.expected(),
                                    reader.name(SecurityOptions.PROTOCOL),
                                    protocol.name),
                    SecurityOptions.PROTOCOL);
        }
        return new KafkaSecurity(
                protocol,
                tls ? material : Tls.PUBLIC,
                sasl && mechanism != null ? new Sasl(mechanism, login) : null);
    }

    /** What PLAIN and SCRAM log in with; the others' own properties say it. */
    private @Nullable Login login(@Nullable String mechanism) {
        SecretReference username = secrets.read(SecurityOptions.USERNAME);
        SecretReference password = secrets.read(SecurityOptions.PASSWORD);
        String module = module(mechanism);
        if (mechanism == null || module == null) {
            return null;
        }
        if (username == null) {
            missing("KAFKA_SASL_USERNAME", mechanism);
        }
        if (password == null) {
            missing("KAFKA_SASL_PASSWORD", mechanism);
        }
        return username == null || password == null ? null : new Login(module, username, password);
    }

    private static @Nullable String module(@Nullable String mechanism) {
        if (mechanism == null) {
            return null;
        }
        return switch (mechanism) {
            case "PLAIN" -> PlainLoginModule.class.getName();
            case "SCRAM-SHA-256", "SCRAM-SHA-512" -> ScramLoginModule.class.getName();
            default -> null;
        };
    }

    private void missing(String option, String mechanism) {
        reader.missing(
                "%s is missing (expected: one for %s %s)"
                        .formatted(option, reader.name(SecurityOptions.MECHANISM), mechanism),
                SecurityOptions.MECHANISM);
    }
}
