// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.security.KafkaSecurity.Login;
import io.leat.kafka.security.KafkaSecurity.Sasl;
import io.leat.secrets.Identity;
import io.leat.secrets.SecretReference;
import io.leat.secrets.SecretReference.Source;
import io.leat.secrets.Tls;
import io.leat.testing.tls.Pki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets stand in a client's properties as references, and as themselves only in its config. */
class KafkaClientsTest {

    @TempDir Path folder;

    private SecretReference file(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        return new SecretReference(Source.FILE, file.toString());
    }

    private static KafkaClients clients(KafkaSecurity security) {
        return new KafkaClients("h:1", security, Map.of(), Map.of());
    }

    @Test
    void resolveAPasswordWhenTheyAreBuilt() throws Exception {
        String password = "a \"quoted\\ p;ssw=rd";
        SecretReference secret = file("password", password + "\n");
        Properties properties =
                clients(
                                new KafkaSecurity(
                                        SecurityProtocol.SASL_PLAINTEXT,
                                        Tls.PUBLIC,
                                        new Sasl(
                                                "SCRAM-SHA-512",
                                                new Login(
                                                        ScramLoginModule.class.getName(),
                                                        file("user", "alice"),
                                                        secret))))
                        .properties();

        assertThat(properties.toString()).doesNotContain("ssw=rd").doesNotContain("alice");
        Password jaas = new AdminClientConfig(properties).getPassword(SaslConfigs.SASL_JAAS_CONFIG);
        assertThat(
                        JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, jaas))
                                .configurationEntries()
                                .get(0)
                                .getOptions())
                .isEqualTo(Map.of("username", "alice", "password", password));
    }

    @Test
    void resolveAnEncryptedKeyWhenTheyAreBuilt() throws Exception {
        Pki.Signed client = Pki.signedBy(Pki.authority("lab"), "client");
        Properties properties =
                clients(
                                new KafkaSecurity(
                                        SecurityProtocol.SSL,
                                        new Tls(
                                                null,
                                                new Identity(
                                                        new SecretReference(
                                                                Source.VALUE,
                                                                client.certificatePem()),
                                                        file("key", Pki.pem(client.key())),
                                                        null)),
                                        null))
                        .properties();

        assertThat(properties.toString()).doesNotContain("PRIVATE KEY");
        AdminClientConfig config = new AdminClientConfig(properties);
        assertThat(config.getPassword(SslConfigs.SSL_KEYSTORE_KEY_CONFIG).value())
                .isEqualToNormalizingNewlines(client.pkcs8Pem().strip());
        assertThat(config.getPassword(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG).value())
                .isEqualTo(client.certificatePem().strip());
    }

    @Test
    void neverShowAValue() {
        assertThat(new SecretReference(Source.VALUE, "hidden").toString()).doesNotContain("hidden");
    }

    @Test
    void takeKafkasOwnPropertiesToo() {
        Properties properties =
                new KafkaClients(
                                "h:1",
                                KafkaSecurity.NONE,
                                Map.of("fetch.min.bytes", "7"),
                                Map.of("sasl.jaas.config", "KAFKA_CLIENT_SASL_JAAS_CONFIG"))
                        .properties();

        assertThat(properties)
                .containsEntry("bootstrap.servers", "h:1")
                .containsEntry("security.protocol", "PLAINTEXT")
                .containsEntry("fetch.min.bytes", "7")
                .containsEntry(
                        "sasl.jaas.config", "${secrets:text:env/KAFKA_CLIENT_SASL_JAAS_CONFIG}");
    }
}
