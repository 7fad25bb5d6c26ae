// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import io.leat.modelserver.ModelServer;
import io.leat.modelserver.ServedUnit;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.ServerLimits;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Units in this JVM behind HTTP. Each port answers the seldon protocol for its unit, and as
 * TensorFlow Serving and as a V2 server, whose paths name the model, for all of them. Connections
 * stay open for as long as their clients want; the requests of one connection are answered in
 * order.
 */
public final class RestModelServer implements ModelServer {

    private static final long STOP_SECONDS = 10;

    private final ServedUnits units;
    private final EventLoopGroup acceptor = group("leat-model-accept", 1);
    private final EventLoopGroup workers;

    /** The connections; one that comes while the server stops is closed at once. */
    private final ChannelGroup connections =
            new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

    private final Map<String, Channel> listeners = new HashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private RestModelServer(ServedUnits units, ServerLimits limits) {
        this.units = units;
        this.workers = group("leat-model", limits.workers());
        try {
            units.byName().forEach((name, unit) -> listeners.put(name, bind(unit, limits)));
        } catch (RuntimeException e) {
            stopThreads();
            throw e;
        }
    }

    /** A model runs on its connection's own thread: a hand-over would cost more than it saves. */
    private static EventLoopGroup group(String name, int threads) {
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    }

    /**
     * Starts a server.
     *
     * @param units by the names of their nodes; closed with the server
     */
    public static RestModelServer start(Map<String, ? extends ServedUnit> units) {
        return start(units, ServerLimits.DEFAULT);
    }

    /** As {@link #start(Map)}, with limits of the caller's. */
    public static RestModelServer start(
            Map<String, ? extends ServedUnit> units, ServerLimits limits) {
        return new RestModelServer(new ServedUnits(Map.copyOf(units)), limits);
    }

    @Override
    public InetSocketAddress address(String unit) {
        Channel listener = listeners.get(unit);
        if (listener == null) {
            throw new IllegalArgumentException(
                    "unit \"" + unit + "\" (expected: one of " + listeners.keySet() + ")");
        }
        return (InetSocketAddress) listener.localAddress();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        // Stopping the threads alone leaves sockets open: the JDK closes a channel that is
        // registered with a selector only at that selector's next turn, which then never comes.
        listeners.values().forEach(listener -> listener.close().awaitUninterruptibly());
        connections.close().awaitUninterruptibly();
        stopThreads();
        units.byName().values().forEach(ServedUnit::close);
    }

    private Channel bind(ServedUnit unit, ServerLimits limits) {
        RestHandler handler =
                new RestHandler(
                        List.of(
                                new SeldonEndpoint(unit),
                                new TensorFlowEndpoint(units),
                                new V2Endpoint(units)));
        return new ServerBootstrap()
                .group(acceptor, workers)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                // A small reply must not wait for the client's delayed acknowledgement (40 ms).
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel channel) {
                                connections.add(channel);
                                channel.pipeline()
                                        .addLast(new HttpServerCodec())
                                        .addLast(new HttpServerKeepAliveHandler())
                                        .addLast(new BodyCollector(limits.maxBodyBytes()))
                                        .addLast(handler);
                            }
                        })
                .bind(new InetSocketAddress(NetUtil.LOCALHOST4, 0))
                .syncUninterruptibly()
                .channel();
    }

    private void stopThreads() {
        acceptor.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        workers.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
