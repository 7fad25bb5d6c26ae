// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.flink;

import io.leat.secrets.Certificates;
import io.leat.secrets.SecretReference;
import io.leat.secrets.SecretReference.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS that trusts the certificates of a file, and no other. */
public final class TrustedCertificates {

    private TrustedCertificates() {}

    /**
     * Reads the file.
     *
     * @param file in PEM
     * @throws IOException if it cannot be read
     * @throws io.leat.secrets.SecretException if it holds no certificate
     */
    public static SSLContext of(Path file) throws IOException {
        String pem = Files.readString(file);
        SecretReference place = new SecretReference(Source.FILE, file.toString());
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (X509Certificate certificate : Certificates.read(pem, place)) {
                trusted.setCertificateEntry(Integer.toString(trusted.size()), certificate);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has these algorithms", e);
        }
    }
}
