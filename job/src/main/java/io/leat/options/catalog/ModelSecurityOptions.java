// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.catalog;

import io.leat.options.Option;
import io.leat.options.OptionType;
import java.util.List;
import java.util.Set;

/** TLS and credentials of model calls. */
public final class ModelSecurityOptions {

    public static final Option<Boolean> TLS =
            Option.of(
                    "model-tls",
                    "LEAT_MODEL_TLS",
                    OptionType.BOOLEAN,
                    "false",
                    "Whether models are called by TLS, 1.2 or newer: https and gRPC over TLS. Their"
                            + " certificates must name the hosts as the graph does.");

    public static final Option<Set<String>> NODES =
            Option.derived(
                    "model-security-nodes",
                    "LEAT_MODEL_SECURITY_NODES",
                    OptionType.NAMES,
                    "all nodes",
                    "The nodes of the graph that TLS and credentials are for; the others are called"
                            + " without either.");

    public static final Option<String> CA =
            Option.environmentOnly(
                    "LEAT_MODEL_CA_CERT",
                    OptionType.CERTIFICATES,
                    "Trusted CA certificates for models; default: the JVM's trust" + " store.");

    public static final Option<String> CA_FILE =
            file(
                    "model-ca-cert-file",
                    "LEAT_MODEL_CA_CERT_FILE",
                    "Path of a file with this value.");

    public static final Option<String> CERTIFICATE =
            Option.environmentOnly(
                    "LEAT_MODEL_CLIENT_CERT",
                    OptionType.CERTIFICATES,
                    "Client certificate for mutual TLS, followed by its intermediate CA"
                            + " certificates.");

    public static final Option<String> CERTIFICATE_FILE =
            file(
                    "model-client-cert-file",
                    "LEAT_MODEL_CLIENT_CERT_FILE",
                    "Path of a file with this value.");

    public static final Option<String> KEY =
            secret(
                    "LEAT_MODEL_CLIENT_KEY",
                    "The certificate's private key in PEM: PKCS#8, PKCS#1 or SEC1, encrypted or"
                            + " not.");

    public static final Option<String> KEY_FILE =
            file(
                    "model-client-key-file",
                    "LEAT_MODEL_CLIENT_KEY_FILE",
                    "Path of a file with this value.");

    public static final Option<String> KEY_PASSWORD =
            secret("LEAT_MODEL_CLIENT_KEY_PASS", "The password of an encrypted key.");

    public static final Option<String> KEY_PASSWORD_FILE =
            file(
                    "model-client-key-pass-file",
                    "LEAT_MODEL_CLIENT_KEY_PASS_FILE",
                    "Path of a file with this value.");

    public static final Option<String> TOKEN =
            secret(
                    "LEAT_MODEL_TOKEN",
                    "The bearer token every call carries, in place of the record's own"
                            + " `Authorization`.");

    public static final Option<String> TOKEN_FILE =
            file(
                    "model-token-file",
                    "LEAT_MODEL_TOKEN_FILE",
                    "Path of a file with the token; read again while the job runs.");

    public static final Option<String> USERNAME =
            Option.derived(
                    "model-username",
                    "LEAT_MODEL_USERNAME",
                    OptionType.TEXT,
                    "",
                    "The user of basic authentication.");

    public static final Option<String> PASSWORD =
            secret("LEAT_MODEL_PASSWORD", "The user's password.");

    public static final Option<String> PASSWORD_FILE =
            file(
                    "model-password-file",
                    "LEAT_MODEL_PASSWORD_FILE",
                    "Path of a file with this value.");

    public static final Option<Boolean> PLAIN_CREDENTIALS =
            Option.of(
                    "model-credentials-in-plain-text",
                    "LEAT_MODEL_CREDENTIALS_IN_PLAIN_TEXT",
                    OptionType.BOOLEAN,
                    "false",
                    "Whether a token or password may be sent without TLS, for example"
                            + " where a proxy beside the job encrypts.");

    /** In the order of the documentation. */
    public static final List<Option<?>> ALL =
            List.of(
                    TLS,
                    CA,
                    CA_FILE,
                    CERTIFICATE,
                    CERTIFICATE_FILE,
                    KEY,
                    KEY_FILE,
                    KEY_PASSWORD,
                    KEY_PASSWORD_FILE,
                    TOKEN,
                    TOKEN_FILE,
                    USERNAME,
                    PASSWORD,
                    PASSWORD_FILE,
                    PLAIN_CREDENTIALS,
                    NODES);

    /** What does nothing without TLS. */
    public static final List<Option<?>> OF_TLS =
            List.of(
                    CA,
                    CA_FILE,
                    CERTIFICATE,
                    CERTIFICATE_FILE,
                    KEY,
                    KEY_FILE,
                    KEY_PASSWORD,
                    KEY_PASSWORD_FILE);

    private ModelSecurityOptions() {}

    private static Option<String> secret(String env, String description) {
        return Option.environmentOnly(env, OptionType.SECRET, description);
    }

    private static Option<String> file(String flag, String env, String description) {
        return Option.derived(flag, env, OptionType.FILE, "", description);
    }
}
