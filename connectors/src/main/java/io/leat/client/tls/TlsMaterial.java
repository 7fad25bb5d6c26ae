// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.tls;

import io.leat.secrets.Certificates;
import io.leat.secrets.Identity;
import io.leat.secrets.PrivateKeys;
import io.leat.secrets.SecretReader;
import io.leat.secrets.SecretReference;
import io.leat.secrets.Tls;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Certificates and keys as they stand at one moment in the places that were stated.
 *
 * @param texts to be compared with those of another moment
 */
record TlsMaterial(Tls tls, List<String> texts, SecretReader reader) {

    /** Looks anew each time it is asked. */
    static Supplier<TlsMaterial> reading(Tls tls, SecretReader reader) {
        return () -> read(tls, reader);
    }

    private static TlsMaterial read(Tls tls, SecretReader reader) {
        List<String> texts = new ArrayList<>();
        add(tls.ca(), reader, texts);
        Identity identity = tls.identity();
        if (identity != null) {
            add(identity.chain(), reader, texts);
            add(identity.key(), reader, texts);
            add(identity.password(), reader, texts);
        }
        return new TlsMaterial(tls, List.copyOf(texts), reader);
    }

    private static void add(
            @Nullable SecretReference reference, SecretReader reader, List<String> to) {
        if (reference != null) {
            to.add(reader.read(reference));
        }
    }

    boolean areThoseOf(TlsMaterial other) {
        return texts.equals(other.texts);
    }

    /**
     * A context for clients that look whether the certificate is the host's.
     *
     * @throws io.leat.secrets.SecretException if it is no certificate or key
     */
    SslContextBuilder context() {
        SslContextBuilder builder =
                SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .protocols("TLSv1.3", "TLSv1.2")
                        .endpointIdentificationAlgorithm("HTTPS");
        SecretReference ca = tls.ca();
        if (ca != null) {
            builder.trustManager(Certificates.read(reader.read(ca), ca));
        }
        Identity identity = tls.identity();
        if (identity != null) {
            PrivateKey key = PrivateKeys.of(identity, reader);
            List<X509Certificate> chain =
                    Certificates.read(reader.read(identity.chain()), identity.chain());
            builder.keyManager(key, chain);
        }
        return builder;
    }

    /** Shows none of them. */
    @Override
    public String toString() {
        return "TlsTexts[" + tls + "]";
    }
}
