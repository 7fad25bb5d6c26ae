package io.leat.kafka.security;

import io.leat.kafka.security.KafkaSecurity.Identity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/**
 * Looks at certificates and keys before a broker does: what a handshake says of them is hard to
 * read.
 *
 * @param now what certificates must be valid at
 */
public record IdentityCheck(Instant now) {

    /** Every problem with what is stated, as it is on this machine; one line each. */
    public List<String> problems(KafkaSecurity security) {
        return problems(security, MaterialReader.HERE);
    }

    List<String> problems(KafkaSecurity security, MaterialReader reader) {
        List<String> problems = new ArrayList<>();
        Material ca = security.tls().ca();
        if (ca != null) {
            certificates("KAFKA_SSL_CA_CERT", ca, reader, problems);
        }
        Identity identity = security.tls().identity();
        if (identity != null) {
            check(identity, reader, problems);
        }
        if (security.sasl() != null && security.sasl().login() != null) {
            read("KAFKA_SASL_USERNAME", security.sasl().login().username(), reader, problems);
            read("KAFKA_SASL_PASSWORD", security.sasl().login().password(), reader, problems);
        }
        return problems;
    }

    private void check(Identity identity, MaterialReader reader, List<String> problems) {
        List<X509Certificate> chain =
                certificates("KAFKA_SSL_CLIENT_CERT", identity.chain(), reader, problems);
        PrivateKeyInfo key = key(identity, reader, problems);
        if (chain.isEmpty() || key == null) {
            return;
        }
        if (!fits(key, chain.get(0).getPublicKey())) {
            problems.add(
                    "KAFKA_SSL_CLIENT_KEY: the key in %s does not fit the certificate in %s (expected: the private key of its first certificate, %s)"
                            .formatted(
                                    identity.key().place(),
                                    identity.chain().place(),
                                    chain.get(0).getSubjectX500Principal()));
        }
    }

    private static @Nullable PrivateKeyInfo key(
            Identity identity, MaterialReader reader, List<String> problems) {
        try {
            Material password = identity.password();
            return PrivateKeys.read(
                    reader.read(identity.key()),
                    identity.key(),
                    password == null ? null : reader.read(password).toCharArray());
        } catch (ConfigException e) {
            problems.add("KAFKA_SSL_CLIENT_KEY: " + e.getMessage());
            return null;
        }
    }

    private static @Nullable String read(
            String option, Material material, MaterialReader reader, List<String> problems) {
        try {
            return reader.read(material);
        } catch (ConfigException e) {
            problems.add(option + ": " + e.getMessage());
            return null;
        }
    }

    private List<X509Certificate> certificates(
            String option, Material material, MaterialReader reader, List<String> problems) {
        List<X509Certificate> found = new ArrayList<>();
        String pem = read(option, material, reader, problems);
        if (pem == null) {
            return found;
        }
        try {
            for (Certificate certificate : parse(pem)) {
                found.add((X509Certificate) certificate);
            }
        } catch (CertificateException e) {
            found.clear();
        }
        if (found.isEmpty()) {
            problems.add(
                    "%s: %s holds no certificate (expected: one or more in PEM)"
                            .formatted(option, material.place()));
        }
        found.forEach(certificate -> checkTime(option, material, certificate, problems));
        return found;
    }

    private static Collection<? extends Certificate> parse(String pem) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(
                        new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    }

    private void checkTime(
            String option, Material material, X509Certificate certificate, List<String> problems) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.isBefore(from) || now.isAfter(to)) {
            problems.add(
                    "%s: the certificate of %s in %s is valid from %s to %s (expected: a time that includes now, %s)"
                            .formatted(
                                    option,
                                    certificate.getSubjectX500Principal(),
                                    material.place(),
                                    from,
                                    to,
                                    now));
        }
    }

    /** Whether what one signs, the other knows. */
    private static boolean fits(PrivateKeyInfo info, PublicKey known) {
        try {
            PrivateKey key = new JcaPEMKeyConverter().getPrivateKey(info);
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
        } catch (GeneralSecurityException | IOException e) {
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
