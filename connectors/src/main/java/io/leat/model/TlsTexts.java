package io.leat.model;

import io.leat.secrets.Certificates;
import io.leat.secrets.Identity;
import io.leat.secrets.Material;
import io.leat.secrets.MaterialReader;
import io.leat.secrets.PrivateKeys;
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
record TlsTexts(Tls tls, List<String> texts, MaterialReader reader) {

    /** Looks anew each time it is asked. */
    static Supplier<TlsTexts> reading(Tls tls, MaterialReader reader) {
        return () -> read(tls, reader);
    }

    private static TlsTexts read(Tls tls, MaterialReader reader) {
        List<String> texts = new ArrayList<>();
        add(tls.ca(), reader, texts);
        Identity identity = tls.identity();
        if (identity != null) {
            add(identity.chain(), reader, texts);
            add(identity.key(), reader, texts);
            add(identity.password(), reader, texts);
        }
        return new TlsTexts(tls, List.copyOf(texts), reader);
    }

    private static void add(@Nullable Material material, MaterialReader reader, List<String> to) {
        if (material != null) {
            to.add(reader.read(material));
        }
    }

    boolean areThoseOf(TlsTexts other) {
        return texts.equals(other.texts);
    }

    /**
     * A context for clients that look whether the certificate is the host's.
     *
     * @throws io.leat.secrets.MaterialException if it is no certificate or key
     */
    SslContextBuilder context() {
        SslContextBuilder builder =
                SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .protocols("TLSv1.3", "TLSv1.2")
                        .endpointIdentificationAlgorithm("HTTPS");
        Material ca = tls.ca();
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
