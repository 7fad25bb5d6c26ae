// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.grpc.NameResolver;
import io.leat.client.dns.HostResolver;
import java.net.URI;

/** Makes the resolvers of a channel, which cannot be stated to it otherwise than by a scheme. */
final class PollingNameResolverFactory extends NameResolver.Factory {

    private static final String SCHEME = "leat";

    private final HostResolver hostResolver;

    PollingNameResolverFactory(HostResolver hostResolver) {
        this.hostResolver = hostResolver;
    }

    /** What a channel to this {@code host:port} is built for. */
    static String target(String address) {
        return SCHEME + ":///" + address;
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return new PollingNameResolver(target.getPath().substring(1), hostResolver, args);
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }
}
