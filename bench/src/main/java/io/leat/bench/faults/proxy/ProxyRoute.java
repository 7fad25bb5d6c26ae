// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.proxy;

import io.leat.bench.harness.LoopbackHttp;
import io.leat.testing.tls.Pki;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One address of the proxy and where it leads. What happens on it can be changed at any moment and
 * holds for connections that are there already, too.
 */
public final class ProxyRoute {

    private static final int LARGEST_REQUEST = 128 << 20;
    private static final String LOOPBACK = "127.0.0.1";

    /** What happens, and its number: bytes or milliseconds. */
    record Behaviour(ProxyMode mode, int number) {}

    private final EventLoopGroup loop;
    private final String address;
    private final int port;
    private final int target;
    private final boolean kafka;
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicInteger held = new AtomicInteger();
    private volatile Behaviour behaviour = new Behaviour(ProxyMode.PASS, 0);
    private volatile Pki.@Nullable Signed identity;
    private @Nullable Channel listener;

    /**
     * A route that is not yet open.
     *
     * @param kafka whether requests are Kafka's, which alone can be told apart
     */
    ProxyRoute(EventLoopGroup loop, String address, int port, int target, boolean kafka) {
        this.loop = loop;
        this.address = address;
        this.port = port;
        this.target = target;
        this.kafka = kafka;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    /** Tells the proxy behind this control what to do on a route. */
    public static void tell(LoopbackHttp proxy, String route, ProxyMode mode, int number) {
        proxy.text(
                "/behave?route=%s&mode=%s&number=%d"
                        .formatted(route, mode.name().toLowerCase(Locale.ROOT), number));
    }

    /**
     * Applies to connections made from now on.
     *
     * @param next null for plain text
     */
    void show(Pki.@Nullable Signed next) {
        identity = next;
    }

    /** How many commits have been kept back since that began. */
    int held() {
        return held.get();
    }

    void hold() {
        held.incrementAndGet();
    }

    int connections() {
        return clients.size();
    }

    synchronized void behave(Behaviour next) {
        behaviour = next;
        if (next.mode() == ProxyMode.HOLD_COMMITS) {
            held.set(0);
        }
        if (next.mode() == ProxyMode.REFUSE) {
            close();
        } else {
            open();
            clients.forEach(client -> client.pipeline().fireUserEventTriggered(next));
        }
    }

    synchronized void open() {
        if (listener != null) {
            return;
        }
        listener = listen(loop, address, port, this::accept);
    }

    /** Listens, for connections of which nothing is read before it is asked for. */
    static Channel listen(
            EventLoopGroup loop, String address, int port, Consumer<SocketChannel> accept) {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel client) {
                                accept.accept(client);
                            }
                        })
                .bind(address, port)
                .syncUninterruptibly()
                .channel();
    }

    private void accept(SocketChannel client) {
        clients.add(client);
        Pki.Signed shown = identity;
        if (shown != null) {
            client.pipeline().addLast(ProxyTls.context(shown).newHandler(client.alloc()));
        }
        if (kafka) {
            // Whole requests, so that each can be looked at.
            client.pipeline().addLast(new LengthFieldBasedFrameDecoder(LARGEST_REQUEST, 0, 4));
        }
        client.pipeline().addLast(new ClientToServerHandler(this, kafka));
    }

    /** A connection to where the route leads, whose replies go to this client. */
    io.netty.channel.ChannelFuture connect(Channel client) {
        return new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ServerToClientHandler(this, client))
                .connect(LOOPBACK, target);
    }

    private void close() {
        if (listener != null) {
            listener.close().syncUninterruptibly();
            listener = null;
        }
        clients.forEach(ProxyRoute::reset);
    }

    /** Ends a connection so that the other side reads "connection reset". */
    static void reset(Channel channel) {
        if (channel instanceof SocketChannel socket && socket.isOpen()) {
            socket.config().setSoLinger(0);
        }
        var unused = channel.close();
    }
}
