package io.leat.model;

import io.grpc.NameResolver;
import java.net.URI;

/** Makes the resolvers of a channel, which cannot be stated to it otherwise than by a scheme. */
final class WatchedNames extends NameResolver.Factory {

    private static final String SCHEME = "leat";

    private final Names names;

    WatchedNames(Names names) {
        this.names = names;
    }

    /** What a channel to this {@code host:port} is built for. */
    static String target(String address) {
        return SCHEME + ":///" + address;
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return new WatchedName(target.getPath().substring(1), names, args);
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }
}
