package io.leat.model;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one endpoint: one to each address its name has, used in turn. Thread-safe.
 *
 * <p>gRPC resolves a name again only when a connection breaks, so replicas that were added would
 * get nothing; and after a long outage it waits up to two minutes before it tries again. Both are
 * seen to here, on the way of calls, so that an endpoint nobody calls costs nothing.
 */
final class GrpcChannel {

    private static final Duration RESOLVE_AGAIN = Duration.ofMinutes(5);
    private static final Duration CONNECT_AGAIN = Duration.ofSeconds(1);

    /** A longer error text would cost the connection, and with it the calls beside it. */
    private static final int MAX_METADATA_BYTES = 1 << 20;

    private final ManagedChannel channel;
    private final LongSupplier nanoTime;
    private final AtomicLong resolved;
    private final AtomicLong woken;

    private GrpcChannel(ManagedChannel channel, LongSupplier nanoTime) {
        this.channel = channel;
        this.nanoTime = nanoTime;
        this.resolved = new AtomicLong(nanoTime.getAsLong());
        this.woken = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Opens no connection yet.
     *
     * @param address {@code host:port}
     * @param tls null for plain text
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    static GrpcChannel open(
            String address,
            @Nullable SslContext tls,
            CallLimits limits,
            EventLoopGroup events,
            LongSupplier nanoTime) {
        NettyChannelBuilder builder =
                NettyChannelBuilder.forTarget("dns:///" + address)
                        .eventLoopGroup(events)
                        .channelType(NioSocketChannel.class)
                        .directExecutor() // listeners only hand on; see ModelClient#call
                        .proxyDetector(server -> null)
                        .defaultLoadBalancingPolicy("round_robin")
                        .disableServiceConfigLookUp()
                        .disableRetry()
                        // A server that is merely slow is not asked more often than it answers:
                        // many take frequent pings for an attack and close the connection.
                        .keepAliveTime(limits.callTimeout().toMillis(), TimeUnit.MILLISECONDS)
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
        return new GrpcChannel(builder.build(), nanoTime);
    }

    private static int atMost(long number) {
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    ClientCall<byte[], byte[]> newCall(
            MethodDescriptor<byte[], byte[]> method, CallOptions options) {
        if (isDue(resolved, RESOLVE_AGAIN)) {
            channel.enterIdle(); // calls under way end where they are; the next one resolves
        } else if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE
                && isDue(woken, CONNECT_AGAIN)) {
            channel.resetConnectBackoff();
        }
        return channel.newCall(method, options);
    }

    /** True once per period, for one caller. */
    private boolean isDue(AtomicLong last, Duration period) {
        long now = nanoTime.getAsLong();
        long before = last.get();
        return now - before >= period.toNanos() && last.compareAndSet(before, now);
    }

    void shutdown() {
        channel.shutdownNow();
    }

    void awaitEnd(Duration most) throws InterruptedException {
        channel.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
    }
}
