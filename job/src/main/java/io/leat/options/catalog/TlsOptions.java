// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.catalog;

import io.leat.options.Option;
import io.leat.options.OptionType;
import java.util.List;

/**
 * TLS of connections of one kind: trusted CA certificates, and a client certificate with its key.
 *
 * @param prefix of the names in the environment: {@code KAFKA_SSL_}
 */
public record TlsOptions(
        String prefix,
        SecretOption ca,
        SecretOption certificate,
        SecretOption key,
        SecretOption keyPassword) {

    /**
     * The options with these prefixes.
     *
     * @param flag {@code ssl-}
     * @param peers what is connected to, for the descriptions
     */
    static TlsOptions of(String prefix, String flag, String peers) {
        return new TlsOptions(
                prefix,
                SecretOption.of(
                        prefix + "CA_CERT",
                        flag + "ca-cert-file",
                        OptionType.CERTIFICATES,
                        "Trusted CA certificates for %s; default: the JVM's trust store."
                                .formatted(peers)),
                SecretOption.of(
                        prefix + "CLIENT_CERT",
                        flag + "client-cert-file",
                        OptionType.CERTIFICATES,
                        "Client certificate for mutual TLS, followed by its intermediate CA"
                                + " certificates."),
                SecretOption.of(
                        prefix + "CLIENT_KEY",
                        flag + "client-key-file",
                        OptionType.SECRET,
                        "The certificate's private key in PEM: PKCS#8, PKCS#1 or SEC1, encrypted or"
                                + " not."),
                SecretOption.of(
                        prefix + "CLIENT_KEY_PASS",
                        flag + "client-key-pass-file",
                        OptionType.SECRET,
                        "The password of an encrypted key."));
    }

    /** All of them, in the order of the documentation. */
    public List<Option<?>> all() {
        return List.of(
                ca.text(),
                ca.file(),
                certificate.text(),
                certificate.file(),
                key.text(),
                key.file(),
                keyPassword.text(),
                keyPassword.file());
    }
}
