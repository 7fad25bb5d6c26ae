// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.tls;

import io.leat.secrets.SecretException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolNegotiator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificates that are exchanged on disk before they expire: each new connection is made with what
 * stands there now, or, while that is of no use, with what stood there before. Connections there
 * are stay as they are. Thread-safe.
 *
 * <p>Reads some small files on the thread that connects, which is seldom.
 *
 * <p>Why it is so: {@code docs/adr/0014-what-is-handed-to-libraries.md}.
 */
final class ReloadingSslContext extends SslContext {

    private static final Logger LOG = LoggerFactory.getLogger(ReloadingSslContext.class);

    private final Supplier<TlsMaterial> place;
    private final UnaryOperator<SslContextBuilder> protocol;
    private TlsMaterial texts;
    private SslContext context;
    private boolean unusable;

    private ReloadingSslContext(
            Supplier<TlsMaterial> place, UnaryOperator<SslContextBuilder> protocol) {
        this.place = place;
        this.protocol = protocol;
        this.texts = place.get();
        this.context = build(texts);
    }

    /**
     * Reads certificates and keys for the first time.
     *
     * @param protocol adds what is spoken over TLS
     * @throws SecretException if they cannot be had or do not fit together
     */
    static ReloadingSslContext of(
            Supplier<TlsMaterial> place, UnaryOperator<SslContextBuilder> protocol) {
        return new ReloadingSslContext(place, protocol);
    }

    private SslContext build(TlsMaterial from) {
        try {
            return protocol.apply(from.context()).build();
        } catch (SSLException | IllegalArgumentException e) {
            // What the library says may quote what it could not read.
            throw new SecretException(
                    "the certificates and the key stated for models cannot be used together (expected: a certificate in PEM and its own private key)");
        }
    }

    private synchronized SslContext current() {
        try {
            TlsMaterial now = place.get();
            if (!now.areThoseOf(texts)) {
                context = build(now);
                texts = now;
                LOG.info("certificates for models have changed: new connections use them");
            }
            unusable = false;
        } catch (SecretException e) {
            if (!unusable) {
                LOG.warn("{}; the certificates read before are used further", e.getMessage());
            }
            unusable = true;
        }
        return context;
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator alloc) {
        return current().newEngine(alloc);
    }

    @Override
    public SSLEngine newEngine(ByteBufAllocator alloc, String host, int port) {
        return current().newEngine(alloc, host, port);
    }

    private synchronized SslContext known() {
        return context;
    }

    @Override
    public boolean isClient() {
        return true;
    }

    @Override
    public List<String> cipherSuites() {
        return known().cipherSuites();
    }

    @Override
    @SuppressWarnings("deprecation") // the only way Netty has to ask
    public ApplicationProtocolNegotiator applicationProtocolNegotiator() {
        return known().applicationProtocolNegotiator();
    }

    @Override
    public SSLSessionContext sessionContext() {
        return known().sessionContext();
    }
}
