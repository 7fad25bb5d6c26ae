// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.tls;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The TLS settings of a server: the certificate that it shows and whether it asks for one.
 *
 * @param clients the CA of client certificates; null if none are required
 */
public record ServerTls(Pki.Signed server, @Nullable X509Certificate clients) {

    private static final char[] PASSWORD = {'x'};

    /** For gRPC. */
    public SslContext netty() throws SSLException {
        SslContextBuilder builder = SslContextBuilder.forServer(server.key(), server.certificate());
        if (clients != null) {
            builder.trustManager(clients).clientAuth(ClientAuth.REQUIRE);
        }
        return GrpcSslContexts.configure(builder, SslProvider.JDK).build();
    }

    /** For HTTP. */
    public ServerSocketFactory sockets() throws GeneralSecurityException, IOException {
        return new Sockets(context(), clients != null);
    }

    /** For whatever the JDK has; it does not ask for a certificate by itself. */
    public SSLContext context() throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore identity = empty();
        identity.setKeyEntry(
                "server", server.key(), PASSWORD, new Certificate[] {server.certificate()});
        keys.init(identity, PASSWORD);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore authorities = empty();
        authorities.setCertificateEntry(
                "clients", clients == null ? server.certificate() : clients);
        trust.init(authorities);
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static final class Sockets extends ServerSocketFactory {
        private final SSLContext context;
        private final boolean asks;

        Sockets(SSLContext context, boolean asks) {
            this.context = context;
            this.asks = asks;
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
            return createServerSocket(port, 0);
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) throws IOException {
            return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
                throws IOException {
            SSLServerSocket socket =
                    (SSLServerSocket)
                            context.getServerSocketFactory()
                                    .createServerSocket(port, backlog, address);
            socket.setNeedClientAuth(asks);
            return socket;
        }
    }
}
