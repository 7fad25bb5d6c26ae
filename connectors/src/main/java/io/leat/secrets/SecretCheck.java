// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.secrets;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at certificates, keys and passwords before anyone else does: what a handshake says of them
 * is hard to read. Gathers every problem, one line each, beginning with the option.
 */
public final class SecretCheck {

    private final Instant now;
    private final SecretReader reader;
    private final List<String> problems = new ArrayList<>();

    /**
     * A check that has found nothing yet.
     *
     * @param now what certificates must be valid at
     */
    public SecretCheck(Instant now, SecretReader reader) {
        this.now = now;
        this.reader = reader;
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }

    public void problem(String line) {
        problems.add(line);
    }

    /**
     * Looks at whom to trust and who we are.
     *
     * @param prefix of the options' names: {@code KAFKA_SSL_}
     */
    public void tls(String prefix, Tls tls) {
        if (tls.ca() != null) {
            certificates(prefix + "CA_CERT", tls.ca());
        }
        if (tls.identity() != null) {
            identity(prefix, tls.identity());
        }
    }

    /** The text, or null where it cannot be had. */
    public @Nullable String read(String option, SecretReference reference) {
        try {
            return reader.read(reference);
        } catch (SecretException e) {
            problem(option + ": " + e.getMessage());
            return null;
        }
    }

    private void identity(String prefix, Identity identity) {
        List<X509Certificate> chain = certificates(prefix + "CLIENT_CERT", identity.chain());
        PrivateKey key = key(prefix + "CLIENT_KEY", identity);
        if (chain.isEmpty() || key == null) {
            return;
        }
        if (!fits(key, chain.get(0).getPublicKey())) {
            problem(
                    "%sCLIENT_KEY: the key in %s does not fit the certificate in %s (expected: the private key of its first certificate, %s)"
                            .formatted(
                                    prefix,
                                    identity.key().place(),
                                    identity.chain().place(),
                                    chain.get(0).getSubjectX500Principal()));
        }
    }

    private @Nullable PrivateKey key(String option, Identity identity) {
        try {
            return PrivateKeys.of(identity, reader);
        } catch (SecretException e) {
            problem(option + ": " + e.getMessage());
            return null;
        }
    }

    private List<X509Certificate> certificates(String option, SecretReference reference) {
        String pem = read(option, reference);
        if (pem == null) {
            return List.of();
        }
        try {
            List<X509Certificate> found = Certificates.read(pem, reference);
            found.forEach(certificate -> checkTime(option, reference, certificate));
            return found;
        } catch (SecretException e) {
            problem(option + ": " + e.getMessage());
            return List.of();
        }
    }

    private void checkTime(String option, SecretReference reference, X509Certificate certificate) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.isBefore(from) || now.isAfter(to)) {
            problem(
                    "%s: the certificate of %s in %s is valid from %s to %s (expected: a time that includes now, %s)"
                            .formatted(
                                    option,
                                    certificate.getSubjectX500Principal(),
                                    reference.place(),
                                    from,
                                    to,
                                    now));
        }
    }

    /** Whether what one signs, the other knows. */
    private static boolean fits(PrivateKey key, PublicKey known) {
        try {
            if (!key.getAlgorithm().equals(known.getAlgorithm())) {
                return false;
            }
            Signature signature = Signature.getInstance(algorithm(known));
            byte[] probe = {1, 2, 3};
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(known);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(PublicKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }
}
