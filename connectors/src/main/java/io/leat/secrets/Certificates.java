// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.secrets;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Certificates in PEM. */
public final class Certificates {

    private Certificates() {}

    /**
     * All certificates of a text, at least one.
     *
     * @param place for messages
     * @throws SecretException if there is none, or one that cannot be read
     */
    public static List<X509Certificate> read(String pem, SecretReference place) {
        List<X509Certificate> found = parse(pem);
        if (found.isEmpty()) {
            throw new SecretException(
                    "%s holds no certificate (expected: one or more in PEM)"
                            .formatted(place.place()));
        }
        return found;
    }

    private static List<X509Certificate> parse(String pem) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            return List.of();
        }
    }
}
