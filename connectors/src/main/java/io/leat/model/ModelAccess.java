package io.leat.model;

import io.grpc.netty.GrpcSslContexts;
import io.leat.secrets.MaterialReader;
import io.leat.secrets.Tls;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a client needs to be let in, with the secrets read: built where the calls are made, never
 * before. Thread-safe.
 */
public final class ModelAccess {

    private final ModelSecurity security;
    private final MaterialReader reader;
    private final @Nullable Authorization authorization;

    private ModelAccess(ModelSecurity security, MaterialReader reader, LongSupplier nanoTime) {
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
     * @throws io.leat.secrets.MaterialException if something cannot be had
     */
    public static ModelAccess of(ModelSecurity security) {
        return of(security, MaterialReader.HERE, System::nanoTime);
    }

    static ModelAccess of(ModelSecurity security, MaterialReader reader, LongSupplier nanoTime) {
        return new ModelAccess(security, reader, nanoTime);
    }

    boolean isTls(String node) {
        return security.isTls(node);
    }

    /** The value of the header {@code Authorization}, or null where the record's own may stand. */
    @Nullable String authorization(String node) {
        return authorization != null && security.holdsFor(node) ? authorization.value() : null;
    }

    /** For HTTP/1.1; null without TLS. */
    @Nullable SslContext forRest() {
        return context(builder -> builder);
    }

    /** For HTTP/2; null without TLS. */
    @Nullable SslContext forGrpc() {
        return context(builder -> GrpcSslContexts.configure(builder, SslProvider.JDK));
    }

    private @Nullable SslContext context(UnaryOperator<SslContextBuilder> protocol) {
        Tls tls = security.tls();
        return tls == null ? null : CurrentTls.of(TlsTexts.reading(tls, reader), protocol);
    }
}
