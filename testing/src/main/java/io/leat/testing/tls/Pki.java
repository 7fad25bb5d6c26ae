// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** Certificates for tests: an authority, and what it signs. */
public final class Pki {

    /** A key and its certificate. */
    public record Signed(X509Certificate certificate, PrivateKey key) {

        public String certificatePem() {
            return pem(certificate);
        }

        public String pkcs8Pem() {
            return pem(new PemObject("PRIVATE KEY", key.getEncoded()));
        }
    }

    private Pki() {}

    /** An authority of its own. */
    public static Signed authority(String name) {
        return authority(name, rsa());
    }

    public static Signed authority(String name, KeyPair pair) {
        return new Signed(
                sign(name, pair, name, pair.getPrivate(), Duration.ofDays(1), true),
                pair.getPrivate());
    }

    /** A certificate for localhost and 127.0.0.1, valid from an hour ago until so long from now. */
    public static Signed signedBy(Signed authority, String name, KeyPair pair, Duration validity) {
        String issuer = authority.certificate().getSubjectX500Principal().getName();
        return new Signed(
                sign(name, pair, issuer.substring(3), authority.key(), validity, false),
                pair.getPrivate());
    }

    public static Signed signedBy(Signed authority, String name) {
        return signedBy(authority, name, rsa(), Duration.ofDays(1));
    }

    /** A certificate for this host alone. */
    public static Signed signedFor(Signed authority, String host) {
        return signedFor(authority, host, rsa(), Duration.ofDays(1));
    }

    public static Signed signedFor(Signed authority, String host, KeyPair pair, Duration validity) {
        String issuer = authority.certificate().getSubjectX500Principal().getName();
        return new Signed(
                sign(
                        host,
                        pair,
                        issuer.substring(3),
                        authority.key(),
                        validity,
                        false,
                        new GeneralName(GeneralName.dNSName, host)),
                pair.getPrivate());
    }

    public static KeyPair rsa() {
        return pair("RSA", 2048);
    }

    public static KeyPair ec() {
        return pair("EC", 256);
    }

    private static KeyPair pair(String algorithm, int size) {
        try {
            // Bouncy Castle's EC keys name their curve, as OpenSSL's do and the JDK's do not.
            KeyPairGenerator generator =
                    KeyPairGenerator.getInstance(algorithm, new BouncyCastleProvider());
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(
            String name,
            KeyPair pair,
            String issuer,
            PrivateKey issuersKey,
            Duration validity,
            boolean authority) {
        return sign(
                name,
                pair,
                issuer,
                issuersKey,
                validity,
                authority,
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    }

    private static X509Certificate sign(
            String name,
            KeyPair pair,
            String issuer,
            PrivateKey issuersKey,
            Duration validity,
            boolean authority,
            GeneralName... hosts) {
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            new X500Principal("CN=" + issuer),
                            BigInteger.valueOf(System.nanoTime()),
                            Date.from(now.minus(Duration.ofHours(1))),
                            Date.from(now.plus(validity)),
                            new X500Principal("CN=" + name),
                            pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(hosts));
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder(signature(issuersKey))
                                            .build(issuersKey)));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signature(PrivateKey key) {
        return key instanceof RSAPrivateKey ? "SHA256withRSA" : "SHA256withECDSA";
    }

    /** Anything a PEM writer knows, as text. */
    public static String pem(Object item) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(item);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
