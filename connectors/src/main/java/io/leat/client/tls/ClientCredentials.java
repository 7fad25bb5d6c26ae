// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.tls;

import io.grpc.netty.GrpcSslContexts;
import io.leat.secrets.SecretReader;
import io.leat.secrets.Tls;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a client, with the secrets read: built where the calls are made, never before.
 * Thread-safe.
 */
public final class ClientCredentials {

    private final ModelSecurity security;
    private final SecretReader reader;
    private final @Nullable Authorization authorization;

    private ClientCredentials(ModelSecurity security, SecretReader reader, LongSupplier nanoTime) {
        this.security = security;
        this.reader = reader;
        this.authorization =
                security.credentials() == null
                        ? null
                        : Authorization.of(security.credentials(), reader, nanoTime);
    }

    /**
     * Reads what is secret from the environment and the files of this process.
     *
     * @throws io.leat.secrets.SecretException if something cannot be had
     */
    public static ClientCredentials of(ModelSecurity security) {
        return of(security, SecretReader.HERE, System::nanoTime);
    }

    static ClientCredentials of(
            ModelSecurity security, SecretReader reader, LongSupplier nanoTime) {
        return new ClientCredentials(security, reader, nanoTime);
    }

    public boolean isTls(String node) {
        return security.isTls(node);
    }

    /** The value of the header {@code Authorization}, or null where the record's own may stand. */
    public @Nullable String authorization(String node) {
        return authorization != null && security.holdsFor(node) ? authorization.value() : null;
    }

    /** TLS for HTTP/1.1; null without TLS. */
    public @Nullable SslContext forRest() {
        return context(builder -> builder);
    }

    /** TLS for HTTP/2; null without TLS. */
    public @Nullable SslContext forGrpc() {
        return context(builder -> GrpcSslContexts.configure(builder, SslProvider.JDK));
    }

    private @Nullable SslContext context(UnaryOperator<SslContextBuilder> protocol) {
        Tls tls = security.tls();
        return tls == null
                ? null
                : ReloadingSslContext.of(TlsMaterial.reading(tls, reader), protocol);
    }
}
