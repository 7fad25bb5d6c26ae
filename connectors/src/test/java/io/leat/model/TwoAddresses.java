package io.leat.model;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** While it is open, every name has these loopback ports for addresses, as a headless Service's. */
final class TwoAddresses extends NameResolverProvider implements AutoCloseable {

    private final List<EquivalentAddressGroup> addresses;

    TwoAddresses(int... ports) {
        addresses =
                Arrays.stream(ports)
                        .mapToObj(
                                port ->
                                        new EquivalentAddressGroup(
                                                new InetSocketAddress(
                                                        InetAddress.getLoopbackAddress(), port)))
                        .toList();
        NameResolverRegistry.getDefaultRegistry().register(this);
    }

    /** One of the names. */
    String name() {
        return "model.test";
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return new NameResolver() {
            @Override
            public String getServiceAuthority() {
                return target.getPath().substring(1);
            }

            @Override
            public void start(Listener2 listener) {
                listener.onResult(
                        ResolutionResult.newBuilder()
                                .setAddressesOrError(StatusOr.fromValue(addresses))
                                .build());
            }

            @Override
            public void shutdown() {}
        };
    }

    @Override
    public String getDefaultScheme() {
        return "dns";
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 10; // before the real one
    }

    @Override
    public void close() {
        NameResolverRegistry.getDefaultRegistry().deregister(this);
    }
}
