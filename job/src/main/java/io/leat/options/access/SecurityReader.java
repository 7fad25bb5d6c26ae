// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.access;

import io.leat.kafka.security.KafkaSecurity;
import io.leat.kafka.security.KafkaSecurity.Login;
import io.leat.kafka.security.KafkaSecurity.Sasl;
import io.leat.options.OptionReader;
import io.leat.options.OptionType;
import io.leat.options.catalog.KafkaSecurityOptions;
import io.leat.secrets.SecretReference;
import io.leat.secrets.Tls;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.jspecify.annotations.Nullable;

/** Reads how to reach the brokers; secrets stay where they are. */
public record SecurityReader(
        OptionReader reader, SecretReferenceReader secrets, KafkaSecurityOptions options) {

    /** Reads how to reach the brokers that these options are of. */
    public SecurityReader(OptionReader reader, KafkaSecurityOptions options) {
        this(reader, new SecretReferenceReader(reader), options);
    }

    /** Null if a problem was noted. */
    public @Nullable KafkaSecurity read() {
        SecurityProtocol protocol = reader.read(options.protocol());
        Tls material = secrets.tls(options.tls());
        String mechanism = reader.read(options.mechanism());
        Login login = login(mechanism);
        if (protocol == null) {
            return null;
        }
        boolean tls = protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
        boolean sasl =
                protocol == SecurityProtocol.SASL_PLAINTEXT
                        || protocol == SecurityProtocol.SASL_SSL;
        String stated = reader.name(options.protocol()) + " is " + protocol.name;
        if (!tls) {
            reader.refuseStated(options.tls().all(), stated, "SSL or SASL_SSL", options.protocol());
        }
        if (!sasl) {
            reader.refuseStated(
                    options.ofSasl(), stated, "SASL_PLAINTEXT or SASL_SSL", options.protocol());
        }
        if (sasl && mechanism == null && !reader.isDeferred(options.mechanism())) {
            reader.missing(
                    "%s is missing (expected: %s, as %s is %s)"
                            .formatted(
                                    options.mechanism().env(),
                                    OptionType.MECHANISM.expected(),
                                    reader.name(options.protocol()),
                                    protocol.name),
                    options.protocol());
        }
        return new KafkaSecurity(
                protocol,
                tls ? material : Tls.PUBLIC,
                sasl && mechanism != null ? new Sasl(mechanism, login) : null);
    }

    /** What PLAIN and SCRAM log in with; the others' own properties say it. */
    private @Nullable Login login(@Nullable String mechanism) {
        SecretReference username = secrets.read(options.username());
        SecretReference password = secrets.read(options.password());
        String module = module(mechanism);
        if (mechanism == null || module == null) {
            return null;
        }
        if (username == null) {
            missing(options.username().env(), mechanism);
        }
        if (password == null) {
            missing(options.password().text().env(), mechanism);
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
                        .formatted(option, reader.name(options.mechanism()), mechanism),
                options.mechanism());
    }
}
