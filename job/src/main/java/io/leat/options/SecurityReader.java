package io.leat.options;

import io.leat.kafka.security.KafkaSecurity;
import io.leat.kafka.security.KafkaSecurity.Identity;
import io.leat.kafka.security.KafkaSecurity.Login;
import io.leat.kafka.security.KafkaSecurity.Sasl;
import io.leat.kafka.security.KafkaSecurity.Tls;
import io.leat.kafka.security.Material;
import io.leat.kafka.security.Material.Source;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.jspecify.annotations.Nullable;

/** Reads how to reach the brokers; secrets stay where they are. */
record SecurityReader(OptionReader reader) {

    /** Null if a problem was noted. */
    @Nullable KafkaSecurity read() {
        SecurityProtocol protocol = reader.read(SecurityOptions.PROTOCOL);
        Material ca = material(SecurityOptions.CA, SecurityOptions.CA_FILE);
        Identity identity = identity();
        String mechanism = reader.read(SecurityOptions.MECHANISM);
        Login login = login(mechanism);
        if (protocol == null) {
            return null;
        }
        boolean tls = protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL;
        boolean sasl =
                protocol == SecurityProtocol.SASL_PLAINTEXT
                        || protocol == SecurityProtocol.SASL_SSL;
        if (!tls) {
            refuse(protocol, "SSL or SASL_SSL", tlsOptions());
        }
        if (!sasl) {
            refuse(protocol, "SASL_PLAINTEXT or SASL_SSL", saslOptions());
        }
        if (sasl && mechanism == null) {
            reader.problem(
                    "KAFKA_SASL_MECHANISM is missing (expected: %s, as KAFKA_SECURITY_PROTOCOL is %s)"
                            .formatted(OptionType.MECHANISM.expected(), protocol.name));
        }
        return new KafkaSecurity(
                protocol,
                tls ? new Tls(ca, identity) : Tls.PUBLIC,
                sasl && mechanism != null ? new Sasl(mechanism, login) : null);
    }

    private @Nullable Identity identity() {
        Material chain = material(SecurityOptions.CERTIFICATE, SecurityOptions.CERTIFICATE_FILE);
        Material key = material(SecurityOptions.KEY, SecurityOptions.KEY_FILE);
        Material password =
                material(SecurityOptions.KEY_PASSWORD, SecurityOptions.KEY_PASSWORD_FILE);
        if (chain == null && key == null) {
            return null;
        }
        if (chain == null || key == null) {
            String there = chain == null ? "KAFKA_SSL_CLIENT_KEY" : "KAFKA_SSL_CLIENT_CERT";
            String missing = chain == null ? "KAFKA_SSL_CLIENT_CERT" : "KAFKA_SSL_CLIENT_KEY";
            reader.problem(
                    "%s is stated without %s (expected: both, or neither; each as text in the environment or as …_FILE)"
                            .formatted(there, missing));
            return null;
        }
        return new Identity(chain, key, password);
    }

    /** What PLAIN and SCRAM log in with; the others' own properties say it. */
    private @Nullable Login login(@Nullable String mechanism) {
        String module = module(mechanism);
        if (mechanism == null || module == null) {
            return null;
        }
        Material username = material(SecurityOptions.USERNAME, null);
        Material password = material(SecurityOptions.PASSWORD, SecurityOptions.PASSWORD_FILE);
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
        reader.problem(
                "%s is missing (expected: one for KAFKA_SASL_MECHANISM %s)"
                        .formatted(option, mechanism));
    }

    /** A certificate or password that would silently do nothing is a mistake. */
    private void refuse(SecurityProtocol protocol, String expected, List<Option<?>> options) {
        for (Option<?> option : options) {
            if (reader.find(option) != null) {
                reader.problem(
                        "%s is stated but KAFKA_SECURITY_PROTOCOL is %s (expected: %s, or no %s)"
                                .formatted(option.env(), protocol.name, expected, option.env()));
            }
        }
    }

    private static List<Option<?>> tlsOptions() {
        List<Option<?>> options = new ArrayList<>(SecurityOptions.ALL);
        options.removeAll(saslOptions());
        options.remove(SecurityOptions.PROTOCOL);
        return options;
    }

    private static List<Option<?>> saslOptions() {
        return List.of(
                SecurityOptions.MECHANISM,
                SecurityOptions.USERNAME,
                SecurityOptions.PASSWORD,
                SecurityOptions.PASSWORD_FILE);
    }

    /** What is stated as text or as a file, or null. */
    private @Nullable Material material(Option<String> text, @Nullable Option<String> file) {
        OptionSource.Stated stated = reader.find(text);
        String path = file == null ? null : reader.read(file);
        if (stated != null && path != null) {
            reader.problem(
                    "%s and %s are both stated (expected: one of them)"
                            .formatted(text.env(), text.env() + "_FILE"));
            return null;
        }
        if (path != null) {
            return new Material(Source.FILE, path);
        }
        if (stated == null) {
            return null;
        }
        if (stated.variable() != null) {
            return new Material(Source.ENVIRONMENT, stated.variable());
        }
        if (text.type().equals(OptionType.SECRET) && stated.text() != null) {
            reader.problem(
                    "%s stands as text in %s (expected: a variable in the environment of every JobManager and TaskManager, or %s_FILE; a job's graph and pages show no secret)"
                            .formatted(text.env(), stated.origin(), text.env()));
            return null;
        }
        String value = reader.read(text);
        return value == null ? null : new Material(Source.VALUE, value);
    }
}
