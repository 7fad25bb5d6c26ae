// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.proxy;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.SSLException;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for models; its certificates live as long as stated. */
final class CertificateAuthority {

    private static final String NAME = "CN=bench";

    private final KeyPair pair = keys();
    private final X509Certificate certificate =
            sign(NAME, pair, NAME, pair.getPrivate(), Duration.ofDays(1), true);

    /**
     * A server's side of TLS.
     *
     * @param key its own
     * @param certificate for its host
     */
    record Identity(PrivateKey key, X509Certificate certificate) {

        /**
         * New each time: no connection goes on with what an earlier one has agreed, so each sees
         * the certificate.
         */
        SslContext context() {
            try {
                return SslContextBuilder.forServer(key, certificate)
                        .sslProvider(SslProvider.JDK)
                        .applicationProtocolConfig(
                                new ApplicationProtocolConfig(
                                        ApplicationProtocolConfig.Protocol.ALPN,
                                        ApplicationProtocolConfig.SelectorFailureBehavior
                                                .NO_ADVERTISE,
                                        ApplicationProtocolConfig.SelectedListenerFailureBehavior
                                                .ACCEPT,
                                        ApplicationProtocolNames.HTTP_2,
                                        ApplicationProtocolNames.HTTP_1_1))
                        .build();
            } catch (SSLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Its own certificate, in PEM. */
    String pem() {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A certificate of a host, from now for so long. */
    Identity vouchFor(String host, Duration validity) {
        KeyPair own = keys();
        X509Certificate signed =
                sign(
                        "CN=" + host,
                        own,
                        NAME,
                        pair.getPrivate(),
                        validity,
                        false,
                        new GeneralName(GeneralName.dNSName, host));
        return new Identity(own.getPrivate(), signed);
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
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
            boolean authority,
            GeneralName... hosts) {
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder =
                    new JcaX509v3CertificateBuilder(
                            new X500Principal(issuer),
                            BigInteger.valueOf(System.nanoTime()),
                            Date.from(now.minusSeconds(60)),
                            Date.from(now.plus(validity)),
                            new X500Principal(name),
                            pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (hosts.length > 0) {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(hosts));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(
                                    new JcaContentSignerBuilder("SHA256withECDSA")
                                            .build(issuersKey)));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
