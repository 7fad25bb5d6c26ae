// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.catalog;

import io.leat.options.Option;
import io.leat.options.OptionType;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

    /** What does nothing without TLS. */
    public static final TlsOptions OF_TLS = TlsOptions.of("LEAT_MODEL_", "model-", "models");

    public static final SecretOption TOKEN =
            SecretOption.of(
                    "LEAT_MODEL_TOKEN",
                    "model-token-file",
                    OptionType.SECRET,
                    "The bearer token every call carries, in place of the record's own"
                            + " `Authorization`.",
                    "Path of a file with the token; read again while the job runs.");

    public static final Option<String> USERNAME =
            Option.derived(
                    "model-username",
                    "LEAT_MODEL_USERNAME",
                    OptionType.TEXT,
                    "",
                    "The user of basic authentication.");

    public static final SecretOption PASSWORD =
            SecretOption.of(
                    "LEAT_MODEL_PASSWORD",
                    "model-password-file",
                    OptionType.SECRET,
                    "The user's password.");

    public static final Option<Boolean> PLAIN_CREDENTIALS =
            Option.of(
                    "model-credentials-in-plain-text",
                    "LEAT_MODEL_CREDENTIALS_IN_PLAIN_TEXT",
                    OptionType.BOOLEAN,
                    "false",
                    "Whether a token or password may be sent without TLS, for example"
                            + " where a proxy beside the job encrypts.");

    /** All of them, in the order of the documentation. */
    public static final List<Option<?>> ALL =
            Stream.of(
                            List.of(TLS),
                            OF_TLS.all(),
                            List.of(
                                    TOKEN.text(),
                                    TOKEN.file(),
                                    USERNAME,
                                    PASSWORD.text(),
                                    PASSWORD.file(),
                                    PLAIN_CREDENTIALS,
                                    NODES))
                    .<Option<?>>flatMap(List::stream)
                    .toList();

    private ModelSecurityOptions() {}
}
