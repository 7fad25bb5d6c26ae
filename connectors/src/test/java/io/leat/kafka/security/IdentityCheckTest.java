// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.security.KafkaSecurity.Login;
import io.leat.kafka.security.KafkaSecurity.Sasl;
import io.leat.secrets.Identity;
import io.leat.secrets.SecretReader;
import io.leat.secrets.SecretReference;
import io.leat.secrets.SecretReference.Source;
import io.leat.secrets.Tls;
import io.leat.testing.tls.Pki;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentityCheckTest {

    private static final Pki.Signed CA = Pki.authority("lab");
    private static final Pki.Signed CLIENT = Pki.signedBy(CA, "client");

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void stateAllAsItShouldBe() {
        environment.put("CA", CA.certificatePem());
        environment.put("CERT", CLIENT.certificatePem());
        environment.put("KEY", CLIENT.pkcs8Pem());
        environment.put("USER", "alice");
        environment.put("PASSWORD", "secret-1");
    }

    private List<String> problems(Instant now) {
        KafkaSecurity security =
                new KafkaSecurity(
                        SecurityProtocol.SASL_SSL,
                        new Tls(
                                variable("CA"),
                                new Identity(variable("CERT"), variable("KEY"), null)),
                        new Sasl("PLAIN", new Login("x", variable("USER"), variable("PASSWORD"))));
        return new IdentityCheck(now).problems(security, new SecretReader(environment::get));
    }

    private List<String> problems() {
        return problems(Instant.now());
    }

    private static SecretReference variable(String name) {
        return new SecretReference(Source.ENVIRONMENT, name);
    }

    @Test
    void findsNothingWrongWithWhatFits() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void takesAKeyOfAnEllipticCurve() {
        Pki.Signed client = Pki.signedBy(CA, "client", Pki.ec(), Duration.ofDays(1));
        environment.put("CERT", client.certificatePem());
        environment.put("KEY", client.pkcs8Pem());

        assertThat(problems()).isEmpty();
    }

    @Test
    void saysWhatIsNotThere() {
        environment.clear();

        assertThat(problems())
                .containsExactly(
                        "KAFKA_SSL_CA_CERT: " + notSet("CA"),
                        "KAFKA_SSL_CLIENT_CERT: " + notSet("CERT"),
                        "KAFKA_SSL_CLIENT_KEY: " + notSet("KEY"),
                        "KAFKA_SASL_USERNAME: " + notSet("USER"),
                        "KAFKA_SASL_PASSWORD: " + notSet("PASSWORD"));
    }

    private static String notSet(String name) {
        return name
                + " is not set in the environment of this process (expected: the same variables on every JobManager and TaskManager)";
    }

    @Test
    void saysWhatIsNoCertificate() {
        environment.put("CA", "no certificate");

        assertThat(problems())
                .containsExactly(
                        "KAFKA_SSL_CA_CERT: environment variable CA holds no certificate (expected: one or more in PEM)");
    }

    @Test
    void saysWhenACertificateHasExpired() {
        Instant later = Instant.now().plus(Duration.ofDays(2));

        assertThat(problems(later))
                .hasSize(2)
                .allSatisfy(
                        problem ->
                                assertThat(problem)
                                        .contains("is valid from")
                                        .endsWith(
                                                "(expected: a time that includes now, "
                                                        + later
                                                        + ")"));
    }

    @Test
    void saysWhenAKeyIsNotTheCertificates() {
        environment.put("KEY", Pki.signedBy(CA, "other").pkcs8Pem());

        assertThat(problems())
                .containsExactly(
                        "KAFKA_SSL_CLIENT_KEY: the key in environment variable KEY does not fit the certificate in environment variable CERT (expected: the private key of its first certificate, CN=client)");
    }
}
