// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.client.tls.Credentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.options.OptionReader;
import io.leat.options.OptionSource;
import io.leat.secrets.Identity;
import io.leat.secrets.SecretReference;
import io.leat.secrets.SecretReference.Source;
import io.leat.secrets.Tls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How to reach the models: what is read, what stays a reference, and what contradicts itself. */
class ModelSecurityReaderTest {

    private final Map<String, String> flags = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final OptionReader reader =
            new OptionReader(
                    List.of(
                            OptionSource.commandLine(flags::get),
                            OptionSource.environment(environment)));

    private @Nullable ModelSecurity read() {
        return new ModelSecurityReader(reader).read();
    }

    private List<String> problems() {
        read();
        return reader.problems();
    }

    private static SecretReference variable(String name) {
        return new SecretReference(Source.ENVIRONMENT, name);
    }

    private static SecretReference file(String path) {
        return new SecretReference(Source.FILE, path);
    }

    @Test
    void asksForNothingByItself() {
        assertThat(read()).isEqualTo(ModelSecurity.NONE);
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void takesAllFromTheEnvironmentAsReferences() {
        environment.putAll(
                Map.of(
                        "LEAT_MODEL_TLS", "true",
                        "LEAT_MODEL_CA_CERT", "ca",
                        "LEAT_MODEL_CLIENT_CERT", "cert",
                        "LEAT_MODEL_CLIENT_KEY", "key",
                        "LEAT_MODEL_CLIENT_KEY_PASS", "pass",
                        "LEAT_MODEL_TOKEN", "token",
                        "LEAT_MODEL_SECURITY_NODES", "a, b"));

        assertThat(read())
                .isEqualTo(
                        new ModelSecurity(
                                new Tls(
                                        variable("LEAT_MODEL_CA_CERT"),
                                        new Identity(
                                                variable("LEAT_MODEL_CLIENT_CERT"),
                                                variable("LEAT_MODEL_CLIENT_KEY"),
                                                variable("LEAT_MODEL_CLIENT_KEY_PASS"))),
                                new Credentials.Bearer(variable("LEAT_MODEL_TOKEN")),
                                Set.of("a", "b")));
        assertThat(reader.problems()).isEmpty();
    }

    @Test
    void takesAllFromFiles() {
        flags.putAll(
                Map.of(
                        "model-tls", "true",
                        "model-ca-cert-file", "/ca",
                        "model-client-cert-file", "/cert",
                        "model-client-key-file", "/key",
                        "model-client-key-pass-file", "/pass",
                        "model-username", "alice",
                        "model-password-file", "/password"));

        assertThat(read())
                .isEqualTo(
                        new ModelSecurity(
                                new Tls(
                                        file("/ca"),
                                        new Identity(file("/cert"), file("/key"), file("/pass"))),
                                new Credentials.Basic(
                                        new SecretReference(Source.VALUE, "alice"),
                                        file("/password")),
                                Set.of()));
        assertThat(reader.problems()).isEmpty();

        flags.put("model-token-file", "/token");
        flags.keySet().removeAll(Set.of("model-username", "model-password-file"));
        assertThat(read())
                .extracting(ModelSecurity::credentials)
                .isEqualTo(new Credentials.Bearer(file("/token")));
    }

    @Test
    void sendsNoCredentialsInPlainTextUnlessItIsTold() {
        environment.put("LEAT_MODEL_TOKEN", "secret");
        assertThat(problems())
                .containsExactly(
                        "LEAT_MODEL_TOKEN is stated but LEAT_MODEL_TLS is false (expected: true; or LEAT_MODEL_CREDENTIALS_IN_PLAIN_TEXT true, where everyone on the way may read them)");
    }

    @Test
    void sendsThemInPlainTextIfItIsTold() {
        environment.put("LEAT_MODEL_TOKEN", "secret");
        flags.put("model-credentials-in-plain-text", "true");

        assertThat(read())
                .isEqualTo(
                        new ModelSecurity(
                                null,
                                new Credentials.Bearer(variable("LEAT_MODEL_TOKEN")),
                                Set.of()));
        assertThat(reader.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LEAT_MODEL_CA_CERT",
                "LEAT_MODEL_CA_CERT_FILE",
                "LEAT_MODEL_CLIENT_KEY_PASS",
                "LEAT_MODEL_CLIENT_KEY_PASS_FILE"
            })
    void refusesWhatWouldDoNothingWithoutTls(String option) {
        environment.put(option, "secret");

        assertThat(problems())
                .containsExactly(
                        "%1$s is stated but LEAT_MODEL_TLS is false (expected: true, or no %1$s)"
                                .formatted(option));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LEAT_MODEL_TOKEN, LEAT_MODEL_USERNAME, LEAT_MODEL_PASSWORD | LEAT_MODEL_TOKEN and LEAT_MODEL_USERNAME are both stated (expected: one way to say who calls)",
                "LEAT_MODEL_TOKEN, LEAT_MODEL_TOKEN_FILE | LEAT_MODEL_TOKEN and LEAT_MODEL_TOKEN_FILE are both stated (expected: one of them)",
                "LEAT_MODEL_USERNAME | LEAT_MODEL_USERNAME is stated without LEAT_MODEL_PASSWORD (expected: both, or neither)",
                "LEAT_MODEL_PASSWORD | LEAT_MODEL_PASSWORD is stated without LEAT_MODEL_USERNAME (expected: both, or neither)",
                "LEAT_MODEL_CLIENT_CERT | LEAT_MODEL_CLIENT_CERT is stated without LEAT_MODEL_CLIENT_KEY (expected: both, or neither; each as text in the environment or as …_FILE)"
            })
    void refusesWhatContradictsItself(String options, String problem) {
        environment.put("LEAT_MODEL_TLS", "true");
        for (String option : options.split(", ", -1)) {
            environment.put(option, "secret");
        }

        assertThat(problems()).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model-token-file | --model-token-file is stated but --model http://h:1 is without TLS (expected: https:// or grpcs:// there; or LEAT_MODEL_CREDENTIALS_IN_PLAIN_TEXT true, where everyone on the way may read them)",
                "model-ca-cert-file | --model-ca-cert-file is stated but --model http://h:1 is without TLS (expected: https:// or grpcs:// there, or no --model-ca-cert-file)",
                "model-security-nodes | --model-security-nodes is stated but --model http://h:1 is without TLS (expected: https:// or grpcs:// there, or no --model-security-nodes)",
                "model-username | --model-username is stated without LEAT_MODEL_PASSWORD (expected: both, or neither)",
            })
    void namesTheFlagsAndTheUrlThatTheUserHasWritten(String flag, String problem) {
        flags.put("model-tls", "false");
        flags.put(flag, "a");
        OptionReader ofCommandLine =
                new OptionReader(
                        List.of(
                                OptionSource.commandLine(
                                        flags::get,
                                        each ->
                                                each.equals("model-tls")
                                                        ? "--model http://h:1"
                                                        : "--" + each)));

        new ModelSecurityReader(ofCommandLine).read();

        assertThat(ofCommandLine.problems()).containsExactly(problem);
    }

    @Test
    void refusesNodesThatNothingIsStatedFor() {
        environment.put("LEAT_MODEL_SECURITY_NODES", "a");

        assertThat(problems())
                .containsExactly(
                        "LEAT_MODEL_SECURITY_NODES is stated but LEAT_MODEL_TLS is false (expected: true, or no LEAT_MODEL_SECURITY_NODES)");
    }

    @Test
    void refusesASecretThatStandsInTheOpen() {
        OptionReader open =
                new OptionReader(
                        List.of(
                                option ->
                                        option.env().equals("LEAT_MODEL_TOKEN")
                                                ? List.of(
                                                        new OptionSource.Stated(
                                                                "secret", "svcOrchSpec.env"))
                                                : List.of()));

        new ModelSecurityReader(open).read();

        assertThat(open.problems())
                .containsExactly(
                        "LEAT_MODEL_TOKEN stands as text (expected: valueFrom.secretKeyRef, a variable in the environment of every JobManager and TaskManager, or LEAT_MODEL_TOKEN_FILE; no manifest, job graph or page shows a secret) [from svcOrchSpec.env]");
    }
}
