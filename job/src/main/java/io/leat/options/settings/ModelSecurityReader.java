// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.client.tls.Credentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.options.Option;
import io.leat.options.OptionReader;
import io.leat.options.catalog.ModelSecurityOptions;
import io.leat.secrets.SecretReference;
import io.leat.secrets.Tls;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how to reach the models; secrets stay where they are. */
record ModelSecurityReader(OptionReader reader, SecretReferenceReader secrets) {

    ModelSecurityReader(OptionReader reader) {
        this(reader, new SecretReferenceReader(reader));
    }

    /** Null if a problem was noted. */
    @Nullable ModelSecurity read() {
        Boolean tls = reader.read(ModelSecurityOptions.TLS);
        Boolean plain = reader.read(ModelSecurityOptions.PLAIN_CREDENTIALS);
        Set<String> nodes = reader.read(ModelSecurityOptions.NODES);
        Tls material = secrets.tls(ModelSecurityOptions.OF_TLS);
        Credentials credentials = credentials();
        if (tls == null || plain == null) {
            return null;
        }
        if (!tls) {
            refuseWithoutTls();
        }
        if (credentials != null && !tls && !plain) {
            reader.problem(
                    "%s is stated but LEAT_MODEL_TLS is false (expected: true; or LEAT_MODEL_CREDENTIALS_IN_PLAIN_TEXT true, where everyone on the way may read them)"
                            .formatted(
                                    credentials instanceof Credentials.Bearer
                                            ? "LEAT_MODEL_TOKEN"
                                            : "LEAT_MODEL_PASSWORD"));
        }
        if (nodes != null && !tls && credentials == null) {
            reader.problem(
                    "LEAT_MODEL_SECURITY_NODES is stated but LEAT_MODEL_TLS is false (expected: true, or no LEAT_MODEL_SECURITY_NODES)");
        }
        return new ModelSecurity(
                tls ? material : null, credentials, nodes == null ? Set.of() : nodes);
    }

    private @Nullable Credentials credentials() {
        SecretReference token = secrets.read(ModelSecurityOptions.TOKEN);
        SecretReference username = secrets.read(ModelSecurityOptions.USERNAME);
        SecretReference password = secrets.read(ModelSecurityOptions.PASSWORD);
        if (token != null && (username != null || password != null)) {
            reader.problem(
                    "LEAT_MODEL_TOKEN and %s are both stated (expected: one way to say who calls)"
                            .formatted(
                                    username == null
                                            ? "LEAT_MODEL_PASSWORD"
                                            : "LEAT_MODEL_USERNAME"));
            return null;
        }
        if ((username == null) != (password == null)) {
            reader.missing(
                    "%s is stated without %s (expected: both, or neither)"
                            .formatted(
                                    username == null
                                            ? "LEAT_MODEL_PASSWORD"
                                            : "LEAT_MODEL_USERNAME",
                                    username == null
                                            ? "LEAT_MODEL_USERNAME"
                                            : "LEAT_MODEL_PASSWORD"));
        }
        if (token != null) {
            return new Credentials.Bearer(token);
        }
        return username == null || password == null
                ? null
                : new Credentials.Basic(username, password);
    }

    /** A certificate that would silently do nothing is a mistake. */
    private void refuseWithoutTls() {
        for (Option<?> option : ModelSecurityOptions.OF_TLS.all()) {
            if (reader.find(option) != null) {
                reader.problem(
                        "%s is stated but LEAT_MODEL_TLS is false (expected: true, or no %s)"
                                .formatted(option.env(), option.env()),
                        option,
                        ModelSecurityOptions.TLS);
            }
        }
    }
}
