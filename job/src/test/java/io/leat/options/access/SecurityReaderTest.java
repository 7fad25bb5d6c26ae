// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.leat.kafka.security.KafkaClients;
import io.leat.kafka.security.KafkaSecurity;
import io.leat.kafka.security.KafkaSecurity.Login;
import io.leat.kafka.security.KafkaSecurity.Sasl;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.options.OptionSource.Stated;
import io.leat.options.catalog.SecurityOptions;
import io.leat.secrets.Identity;
import io.leat.secrets.SecretReference;
import io.leat.secrets.SecretReference.Source;
import io.leat.secrets.Tls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How brokers are reached, as options say it. */
class SecurityReaderTest {

    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> deployment = new HashMap<>();
    private final Map<String, Stated> client = new HashMap<>();

    private OptionReader reader() {
        return new OptionReader(
                List.of(
                        OptionSource.environment(environment),
                        option -> {
                            String text = deployment.get(option.env());
                            return text == null
                                    ? List.of()
                                    : List.of(new Stated(text, "svcOrchSpec.env " + option.env()));
                        }),
                client);
    }

    private List<String> problems() {
        OptionReader reader = reader();
        new SecurityReader(reader, SecurityOptions.OF_BROKERS).read();
        return reader.problems();
    }

    private static SecretReference variable(String name) {
        return new SecretReference(Source.ENVIRONMENT, name);
    }

    @Test
    void asksForNothingUnlessTold() {
        assertThat(new SecurityReader(reader(), SecurityOptions.OF_BROKERS).read())
                .isEqualTo(KafkaSecurity.NONE);
    }

    @Test
    void keepsReferencesToWhatTheEnvironmentHolds() {
        environment.put("KAFKA_SECURITY_PROTOCOL", "ssl");
        environment.put("KAFKA_SSL_CA_CERT", "ca");
        environment.put("KAFKA_SSL_CLIENT_CERT", "cert");
        environment.put("KAFKA_SSL_CLIENT_KEY_FILE", "/run/key");
        environment.put("KAFKA_SSL_CLIENT_KEY_PASS", "pass");

        assertThat(new SecurityReader(reader(), SecurityOptions.OF_BROKERS).read())
                .isEqualTo(
                        new KafkaSecurity(
                                SecurityProtocol.SSL,
                                new Tls(
                                        variable("KAFKA_SSL_CA_CERT"),
                                        new Identity(
                                                variable("KAFKA_SSL_CLIENT_CERT"),
                                                new SecretReference(Source.FILE, "/run/key"),
                                                variable("KAFKA_SSL_CLIENT_KEY_PASS"))),
                                null));
    }

    @Test
    void takesWhatIsNoSecretFromTheDeployment() {
        environment.put("KAFKA_SASL_PASSWORD", "pass");
        deployment.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        deployment.put("KAFKA_SSL_CA_CERT", "ca");
        deployment.put("KAFKA_SASL_MECHANISM", "scram-sha-512");
        deployment.put("KAFKA_SASL_USERNAME", "alice");

        assertThat(new SecurityReader(reader(), SecurityOptions.OF_BROKERS).read())
                .isEqualTo(
                        new KafkaSecurity(
                                SecurityProtocol.SASL_SSL,
                                new Tls(new SecretReference(Source.VALUE, "ca"), null),
                                new Sasl(
                                        "SCRAM-SHA-512",
                                        new Login(
                                                ScramLoginModule.class.getName(),
                                                new SecretReference(Source.VALUE, "alice"),
                                                variable("KAFKA_SASL_PASSWORD")))));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        Map.of("KAFKA_SECURITY_PROTOCOL", "TLS"),
                        "environment KAFKA_SECURITY_PROTOCOL: \"TLS\" (expected: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL)"),
                arguments(
                        Map.of("KAFKA_SSL_CA_CERT", "ca"),
                        "KAFKA_SSL_CA_CERT is stated but KAFKA_SECURITY_PROTOCOL is PLAINTEXT (expected: SSL or SASL_SSL, or no KAFKA_SSL_CA_CERT)"),
                arguments(
                        Map.of(
                                "KAFKA_SECURITY_PROTOCOL", "SSL",
                                "KAFKA_SSL_CA_CERT", "ca",
                                "KAFKA_SSL_CA_CERT_FILE", "/ca"),
                        "KAFKA_SSL_CA_CERT and KAFKA_SSL_CA_CERT_FILE are both stated (expected: one of them)"),
                arguments(
                        Map.of("KAFKA_SECURITY_PROTOCOL", "SSL", "KAFKA_SSL_CLIENT_CERT", "c"),
                        "KAFKA_SSL_CLIENT_CERT is stated without KAFKA_SSL_CLIENT_KEY (expected: both, or neither; each as text in the environment or as …_FILE)"),
                arguments(
                        Map.of("KAFKA_SECURITY_PROTOCOL", "SASL_SSL"),
                        "KAFKA_SASL_MECHANISM is missing (expected: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512, OAUTHBEARER or GSSAPI, as KAFKA_SECURITY_PROTOCOL is SASL_SSL)"),
                arguments(
                        Map.of(
                                "KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT",
                                "KAFKA_SASL_MECHANISM", "PLAIN",
                                "KAFKA_SASL_USERNAME", "alice"),
                        "KAFKA_SASL_PASSWORD is missing (expected: one for KAFKA_SASL_MECHANISM PLAIN)"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void refusesWhatDoesNotFitTogether(Map<String, String> stated, String problem) {
        environment.putAll(stated);

        assertThat(problems()).containsExactly(problem);
    }

    @Test
    void refusesASecretWhereAnyoneCanReadIt() {
        environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
        environment.put("KAFKA_SASL_MECHANISM", "PLAIN");
        environment.put("KAFKA_SASL_USERNAME", "alice");
        deployment.put("KAFKA_SASL_PASSWORD", "hidden");

        assertThat(problems())
                .contains(
                        "KAFKA_SASL_PASSWORD stands as text (expected: valueFrom.secretKeyRef, a variable in the environment of every JobManager and TaskManager, or KAFKA_SASL_PASSWORD_FILE; no manifest, job graph or page shows a secret) [from svcOrchSpec.env KAFKA_SASL_PASSWORD]")
                .noneMatch(problem -> problem.contains("hidden"));
    }

    @Test
    void leavesTheLoginOfAnotherMechanismToItsProperties() {
        environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT");
        environment.put("KAFKA_SASL_MECHANISM", "OAUTHBEARER");

        assertThat(new SecurityReader(reader(), SecurityOptions.OF_BROKERS).read())
                .isEqualTo(
                        new KafkaSecurity(
                                SecurityProtocol.SASL_PLAINTEXT,
                                Tls.PUBLIC,
                                new Sasl("OAUTHBEARER", null)));
    }

    @Test
    void passesOnPropertiesOfKafkasClients() {
        client.put("fetch.min.bytes", new Stated("7", "--kafka-client fetch.min.bytes"));
        client.put(
                "sasl.jaas.config",
                new Stated("hidden", "environment X", "KAFKA_CLIENT_SASL_JAAS_CONFIG"));

        ClientProperties found = ClientProperties.read(reader());

        assertThat(
                        new KafkaClients(
                                        "h:1",
                                        KafkaSecurity.NONE,
                                        found.stated(),
                                        found.variables())
                                .properties())
                .containsEntry("fetch.min.bytes", "7")
                .containsEntry(
                        "sasl.jaas.config", "${secrets:text:env/KAFKA_CLIENT_SASL_JAAS_CONFIG}");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        "isolation.level",
                        "X: isolation.level may not be stated (expected: another property; uncommitted records would be answered)"),
                arguments(
                        "config.providers.mine.class",
                        "X: config.providers.mine.class may not be stated (expected: another property; secrets are found with it)"),
                arguments(
                        "fetch.min.byte",
                        "X: fetch.min.byte is no property of Kafka's consumer, producer or admin client (expected: one of those; did you mean fetch.min.bytes?)"),
                arguments(
                        "ssl.key.password",
                        "X: ssl.key.password is secret (expected: KAFKA_CLIENT_SSL_KEY_PASSWORD in the environment of every JobManager and TaskManager)"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesPropertiesThatAreNotTheUsers(String property, String problem) {
        client.put(property, new Stated("v", "X"));
        OptionReader reader = reader();

        ClientProperties.read(reader);

        assertThat(reader.problems()).containsExactly(problem);
    }

    @Test
    void namesAPropertyByItsVariable() {
        assertThat(ClientProperties.property("KAFKA_CLIENT_FETCH_MIN_BYTES"))
                .isEqualTo("fetch.min.bytes");
    }
}
