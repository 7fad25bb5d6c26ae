// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.leat.client.CallLimits;
import io.leat.client.dns.HostResolver;
import io.leat.client.refusal.WireProtocol;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one endpoint: one to each address its name has, used in turn. Thread-safe.
 *
 * <p>They are made anew every few minutes, for certificates that have changed and for what stands
 * between, and at once when one of them leads nowhere. A channel that has panicked, which gRPC
 * leaves dead, is replaced by the first call that meets it. After a long outage gRPC waits up to
 * two minutes before it tries again, and is woken here. All is done on the way of calls, which go
 * on where they are: an endpoint that is not called costs nothing.
 */
final class GrpcChannel {

    private static final Duration CONNECT_ANEW = Duration.ofMinutes(5);
    private static final Duration CONNECT_AGAIN = Duration.ofSeconds(1);

    /** A longer error text would cost the connection, and with it the calls beside it. */
    private static final int MAX_METADATA_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(GrpcChannel.class);

    private final Function<Consumer<@Nullable WireProtocol>, NettyChannelBuilder> builders;
    private final boolean plain;
    private final String address;
    private volatile RenewableChannel current;
    private volatile boolean closed;

    /**
     * The protocol that the server spoke on the last connection, in plain text; null if not known.
     */
    private volatile @Nullable WireProtocol spoken;

    private final LongSupplier nanoTime;
    private final Duration connectTimeout;
    private final AtomicLong renewed;
    private final AtomicLong woken;

    private GrpcChannel(
            String address,
            boolean plain,
            Function<Consumer<@Nullable WireProtocol>, NettyChannelBuilder> builders,
            Duration connectTimeout,
            LongSupplier nanoTime) {
        this.address = address;
        this.plain = plain;
        this.builders = builders;
        this.connectTimeout = connectTimeout;
        this.nanoTime = nanoTime;
        this.renewed = new AtomicLong(nanoTime.getAsLong());
        this.woken = new AtomicLong(nanoTime.getAsLong());
        this.current = new RenewableChannel();
    }

    /**
     * Opens no connection yet.
     *
     * @param address {@code host:port}
     * @param hostResolver finds the addresses, again and again
     * @param tls null for plain text
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    static GrpcChannel open(
            String address,
            HostResolver hostResolver,
            @Nullable SslContext tls,
            CallLimits limits,
            EventLoopGroup events,
            LongSupplier nanoTime) {
        return new GrpcChannel(
                address,
                tls == null,
                spoken -> builder(address, hostResolver, tls, limits, events, spoken),
                limits.connectTimeout(),
                nanoTime);
    }

    @SuppressWarnings("deprecation") // what is to be used instead is for the whole process
    private static NettyChannelBuilder builder(
            String address,
            HostResolver hostResolver,
            @Nullable SslContext tls,
            CallLimits limits,
            EventLoopGroup events,
            Consumer<@Nullable WireProtocol> spoken) {
        NettyChannelBuilder builder =
                NettyChannelBuilder.forTarget(PollingNameResolverFactory.target(address))
                        .nameResolverFactory(new PollingNameResolverFactory(hostResolver))
                        .eventLoopGroup(events)
                        .channelFactory(() -> HeapChannels.open(spoken))
                        .withOption(ChannelOption.ALLOCATOR, HeapChannels.ALLOCATOR)
                        .directExecutor() // listeners only hand on; see ModelClient#call
                        .proxyDetector(server -> null)
                        .defaultLoadBalancingPolicy("round_robin")
                        .disableServiceConfigLookUp()
                        .disableRetry()
                        .withOption(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                atMost(limits.connectTimeout().toMillis()))
                        .maxInboundMessageSize(atMost(limits.maxReplyBytes()))
                        .maxInboundMetadataSize(MAX_METADATA_BYTES)
                        .userAgent("leat");
        if (tls == null) {
            builder.usePlaintext();
        } else {
            builder.sslContext(tls);
        }
        return builder;
    }

    private static int atMost(long number) {
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    ClientCall<byte[], byte[]> newCall(
            MethodDescriptor<byte[], byte[]> method, CallOptions options) {
        ManagedChannel channel = current.channel;
        if (isDue(renewed, CONNECT_ANEW)) {
            channel.enterIdle(); // calls under way end where they are; the next one connects
        } else if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE
                && isDue(woken, CONNECT_AGAIN)) {
            channel.resetConnectBackoff();
        }
        return channel.newCall(method, options);
    }

    /** What the server speaks, by what it has sent first; null if not known, or over TLS. */
    @Nullable WireProtocol spoken() {
        return plain ? spoken : null;
    }

    /** One channel of gRPC's, and what makes its connections, or itself, anew when of no use. */
    private final class RenewableChannel implements StaleConnectionDetector.Finder {

        private final ManagedChannel channel;

        RenewableChannel() {
            StaleConnectionDetector silent = new StaleConnectionDetector(nanoTime, this);
            channel =
                    builders.apply(first -> spoken = first)
                            .addTransportFilter(silent)
                            .intercept(silent)
                            .build();
        }

        /** Once for all calls that are on a connection now: many may time out together. */
        @Override
        public void silent(long begun) {
            long before = renewed.get();
            if (begun - before > 0 && renewed.compareAndSet(before, nanoTime.getAsLong())) {
                channel.enterIdle();
            }
        }

        /** Not oftener than a connection may take, however short calls are. */
        @Override
        public void unsent() {
            if (isDue(renewed, connectTimeout)) {
                channel.enterIdle();
            }
        }

        /** Nothing wakes such a channel. Its calls all end with this; the first one replaces it. */
        @Override
        public void panicked() {
            replace(this);
        }
    }

    private synchronized void replace(RenewableChannel dead) {
        if (closed || current != dead) {
            return;
        }
        LOG.warn("endpoint={}: its gRPC channel has failed and is replaced", address);
        current = new RenewableChannel();
        dead.channel.shutdownNow();
    }

    /** True once per period, for one caller. */
    private boolean isDue(AtomicLong last, Duration period) {
        long now = nanoTime.getAsLong();
        long before = last.get();
        return now - before >= period.toNanos() && last.compareAndSet(before, now);
    }

    /** For tests. */
    ManagedChannel grpc() {
        return current.channel;
    }

    synchronized void shutdown() {
        closed = true;
        current.channel.shutdownNow();
    }

    void awaitEnd(Duration most) throws InterruptedException {
        current.channel.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
    }
}
