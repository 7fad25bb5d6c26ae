// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.tls;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with certificates and credentials for models is said before one is called. */
class ModelAccessCheckTest {

    private static final Pki.Signed CA = Pki.authority("lab");
    private static final Pki.Signed CLIENT = Pki.signedBy(CA, "client");

    private final Map<String, String> environment =
            new HashMap<>(
                    Map.of(
                            "CA",
                            CA.certificatePem(),
                            "CERT",
                            CLIENT.certificatePem(),
                            "KEY",
                            CLIENT.pkcs8Pem(),
                            "TOKEN",
                            "secret-1",
                            "USER",
                            "alice",
                            "PASSWORD",
                            "secret-1"));

    private List<String> problems(Instant now, Credentials credentials) {
        Tls tls = new Tls(variable("CA"), new Identity(variable("CERT"), variable("KEY"), null));
        List<String> problems =
                new ModelAccessCheck(now)
                        .problems(
                                new ModelSecurity(tls, credentials, Set.of()),
                                new SecretReader(environment::get));
        assertThat(problems).noneMatch(problem -> problem.contains("secret-1"));
        return problems;
    }

    private static SecretReference variable(String name) {
        return new SecretReference(Source.ENVIRONMENT, name);
    }

    private static Credentials bearer() {
        return new Credentials.Bearer(variable("TOKEN"));
    }

    private static Credentials basic() {
        return new Credentials.Basic(variable("USER"), variable("PASSWORD"));
    }

    @Test
    void findsNothingWrongWithWhatFits() {
        assertThat(problems(Instant.now(), bearer())).isEmpty();
        assertThat(problems(Instant.now(), basic())).isEmpty();
    }

    @Test
    void saysThatACertificateHasExpired() {
        Instant later = Instant.now().plus(Duration.ofDays(2));

        assertThat(problems(later, bearer()))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("is valid from"))
                .anySatisfy(problem -> assertThat(problem).startsWith("LEAT_MODEL_CA_CERT: "))
                .anySatisfy(problem -> assertThat(problem).startsWith("LEAT_MODEL_CLIENT_CERT: "));
    }

    @Test
    void saysThatAKeyIsAnotherCertificates() {
        environment.put("KEY", Pki.signedBy(CA, "other").pkcs8Pem());

        assertThat(problems(Instant.now(), bearer()))
                .containsExactly(
                        "LEAT_MODEL_CLIENT_KEY: the key in environment variable KEY does not fit the certificate in environment variable CERT (expected: the private key of its first certificate, CN=client)");
    }

    @Test
    void saysThatATokenIsNotThere() {
        environment.remove("TOKEN");

        assertThat(problems(Instant.now(), bearer()))
                .containsExactly(
                        "LEAT_MODEL_TOKEN: TOKEN is not set in the environment of this process (expected: the same variables on every JobManager and TaskManager)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret-1\r\nX-Forged: 1", "secret-1 secret-2", "Bearer secret-1"})
    void saysThatATokenCannotStandInAHeader(String token) {
        environment.put("TOKEN", token);

        assertThat(problems(Instant.now(), bearer()))
                .containsExactly(
                        "LEAT_MODEL_TOKEN: environment variable TOKEN holds no bearer token (expected: one line of letters, digits and -._~+/, with = at the end at most)");
    }

    @Test
    void saysThatANameOrPasswordCannotStandInAHeader() {
        environment.put("USER", "al:ice");
        assertThat(problems(Instant.now(), basic()))
                .containsExactly(
                        "LEAT_MODEL_USERNAME and LEAT_MODEL_PASSWORD: environment variable USER holds a user name with ':' (expected: one without)");

        environment.put("USER", "alice");
        environment.put("PASSWORD", "secret-1\nX-Forged: 1");
        assertThat(problems(Instant.now(), basic()))
                .containsExactly(
                        "LEAT_MODEL_USERNAME and LEAT_MODEL_PASSWORD: environment variable PASSWORD holds a line break or another control character (expected: one line of text)");
    }
}
