// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.client.tls.Credentials;
import io.leat.client.tls.ModelSecurity;
import io.leat.options.OptionReader;
import io.leat.options.access.SecretReferenceReader;
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
            reader.refuseStated(
                    ModelSecurityOptions.OF_TLS.all(),
                    withoutTls(),
                    withTls(),
                    ModelSecurityOptions.TLS);
        }
        if (credentials != null && !tls && !plain) {
            reader.problem(
                    "%s is stated but %s (expected: %s; or %s true, where everyone on the way may read them)"
                            .formatted(
                                    secrets.name(
                                            credentials instanceof Credentials.Bearer
                                                    ? ModelSecurityOptions.TOKEN
                                                    : ModelSecurityOptions.PASSWORD),
                                    withoutTls(),
                                    withTls(),
                                    reader.name(ModelSecurityOptions.PLAIN_CREDENTIALS)));
        }
        if (nodes != null && !tls && credentials == null) {
            String name = reader.name(ModelSecurityOptions.NODES);
            reader.problem(
                    "%s is stated but %s (expected: %s, or no %s)"
                            .formatted(name, withoutTls(), withTls(), name));
        }
        return new ModelSecurity(
                tls ? material : null, credentials, nodes == null ? Set.of() : nodes);
    }

    private @Nullable Credentials credentials() {
        SecretReference token = secrets.read(ModelSecurityOptions.TOKEN);
        SecretReference username = secrets.read(ModelSecurityOptions.USERNAME);
        SecretReference password = secrets.read(ModelSecurityOptions.PASSWORD);
        String nameOfPassword = secrets.name(ModelSecurityOptions.PASSWORD);
        String nameOfUsername = reader.name(ModelSecurityOptions.USERNAME);
        if (token != null && (username != null || password != null)) {
            reader.problem(
                    "%s and %s are both stated (expected: one way to say who calls)"
                            .formatted(
                                    secrets.name(ModelSecurityOptions.TOKEN),
                                    username == null ? nameOfPassword : nameOfUsername));
            return null;
        }
        if ((username == null) != (password == null)) {
            reader.missing(
                    "%s is stated without %s (expected: both, or neither)"
                            .formatted(
                                    username == null ? nameOfPassword : nameOfUsername,
                                    username == null ? nameOfUsername : nameOfPassword));
        }
        if (token != null) {
            return new Credentials.Bearer(token);
        }
        return username == null || password == null
                ? null
                : new Credentials.Basic(username, password);
    }

    /** That there is no TLS, by what states it: an option, or the URL of a model. */
    private String withoutTls() {
        String name = reader.name(ModelSecurityOptions.TLS);
        return isUrl(name) ? name + " is without TLS" : name + " is false";
    }

    /** What would state TLS there. */
    private String withTls() {
        return isUrl(reader.name(ModelSecurityOptions.TLS)) ? "https:// or grpcs:// there" : "true";
    }

    private static boolean isUrl(String name) {
        return name.contains("://");
    }
}
