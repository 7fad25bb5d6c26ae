// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolver.ResolutionResult;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import io.grpc.SynchronizationContext.ScheduledHandle;
import io.leat.client.dns.HostResolver;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Tells a channel what addresses a name has, for as long as it is used, where gRPC's own resolver
 * asks once and then only after a connection has broken: a replica that is added gets calls, and
 * one that goes is left, while calls elsewhere and those under way go on. Used in the channel's
 * synchronization context.
 */
final class PollingNameResolver extends NameResolver {

    /** Two of these, and what the JVM remembers, are the time to a new replica's first call. */
    static final Duration POLL_INTERVAL = Duration.ofSeconds(2);

    private final String authority;
    private final String host;
    private final int port;
    private final HostResolver hostResolver;
    private final SynchronizationContext context;
    private final ScheduledExecutorService timer;
    private @Nullable Listener2 listener; // null before the start and after the end
    private @Nullable ScheduledHandle next;
    private boolean underWay;
    private Set<InetAddress> reported = Set.of();

    /**
     * A resolver that is not started.
     *
     * @param address {@code host:port}; an IPv6 address in brackets
     */
    PollingNameResolver(String address, HostResolver hostResolver, Args args) {
        int colon = address.lastIndexOf(':');
        this.authority = address;
        this.host = address.substring(0, colon);
        this.port = Integer.parseInt(address.substring(colon + 1));
        this.hostResolver = hostResolver;
        this.context = args.getSynchronizationContext();
        this.timer = args.getScheduledExecutorService();
    }

    @Override
    public String getServiceAuthority() {
        return authority;
    }

    @Override
    public void start(Listener2 listener) {
        this.listener = listener;
        look();
    }

    @Override
    public void refresh() {
        look();
    }

    @Override
    public void shutdown() {
        listener = null;
        if (next != null) {
            next.cancel();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // handled whichever way it ends
    private void look() {
        if (underWay || listener == null) {
            return;
        }
        underWay = true;
        if (next != null) {
            next.cancel();
        }
        CompletableFuture<List<InetAddress>> addresses;
        try {
            addresses = hostResolver.addresses(host);
        } catch (RuntimeException | Error e) {
            addresses = CompletableFuture.failedFuture(e);
        }
        addresses.whenComplete((found, failure) -> context.execute(() -> looked(found, failure)));
    }

    private void looked(@Nullable List<InetAddress> found, @Nullable Throwable failure) {
        underWay = false;
        Listener2 hearer = listener;
        if (hearer == null) {
            return;
        }
        next = context.schedule(this::look, POLL_INTERVAL, timer);
        if (found == null) {
            reported = Set.of();
            hearer.onError(
                    Status.UNAVAILABLE
                            .withDescription("unable to resolve host " + host)
                            .withCause(failure));
        } else if (!reported.equals(Set.copyOf(found))) {
            reported = Set.copyOf(found);
            hearer.onResult2(
                    ResolutionResult.newBuilder()
                            .setAddressesOrError(
                                    StatusOr.fromValue(found.stream().map(this::place).toList()))
                            .build());
        }
    }

    private EquivalentAddressGroup place(InetAddress address) {
        return new EquivalentAddressGroup(new InetSocketAddress(address, port));
    }
}
