// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a Service of Kubernetes is to a connection: one address, and behind it, for each connection
 * anew and by chance, one of the replicas that are ready. Connections there are stay where they
 * are.
 */
public final class Balancer implements AutoCloseable {

    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final int port;
    private volatile List<String> ready = List.of();

    /**
     * Listens.
     *
     * @param port there and at every replica
     */
    public Balancer(String address, int port) {
        this.port = port;
        ProxyRoute.listen(loop, address, port, this::accept);
    }

    /** For connections from now on. */
    public void leadTo(List<String> addresses) {
        ready = List.copyOf(addresses);
    }

    private void accept(Channel client) {
        List<String> now = ready;
        if (now.isEmpty()) {
            ProxyRoute.reset(client);
            return;
        }
        String chosen = now.get(ThreadLocalRandom.current().nextInt(now.size()));
        ChannelFuture server =
                new Bootstrap()
                        .group(client.eventLoop())
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.AUTO_READ, false)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .handler(new To(client))
                        .connect(chosen, port);
        client.pipeline().addLast(new To(server.channel()));
        server.addListener(
                done -> {
                    if (done.isSuccess()) {
                        client.read();
                    } else {
                        ProxyRoute.reset(client);
                    }
                });
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Passes what comes on, and reads on when it has been taken. */
    private static final class To extends ChannelInboundHandlerAdapter {

        private final Channel other;

        To(Channel other) {
            this.other = other;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.read();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object bytes) {
            other.writeAndFlush(bytes)
                    .addListener(
                            done -> {
                                if (done.isSuccess()) {
                                    context.read();
                                } else {
                                    ProxyRoute.reset(context.channel());
                                }
                            });
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            other.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> ProxyRoute.reset(other));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            ProxyRoute.reset(context.channel());
        }
    }
}
