// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.leat.modelserver.ModelServer;
import io.leat.modelserver.ServedUnit;
import io.leat.modelserver.ServedUnits;
import io.leat.modelserver.ServerLimits;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Units in this JVM behind gRPC. Each port answers the seldon protocol for its unit, and
 * TensorFlow's and the V2 protocol's services, whose requests name the model, for all of them.
 */
public final class GrpcModelServer implements ModelServer {

    private static final long STOP_SECONDS = 10;

    private final ServedUnits units;
    private final EventLoopGroup connections =
            new MultiThreadIoEventLoopGroup(
                    1,
                    new DefaultThreadFactory("leat-model-grpc", true),
                    NioIoHandler.newFactory());

    /** Runs the models: one client has one connection, whose thread would be too few. */
    private final ExecutorService workers;

    private final List<Server> servers = new ArrayList<>();
    private final Map<String, InetSocketAddress> addresses = new HashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private GrpcModelServer(ServedUnits units, ServerLimits limits) {
        this.units = units;
        this.workers =
                Executors.newFixedThreadPool(
                        limits.workers(), new DefaultThreadFactory("leat-model", true));
        try {
            for (Map.Entry<String, ServedUnit> unit : units.byName().entrySet()) {
                Server server = start(unit.getValue(), limits);
                servers.add(server);
                addresses.put(unit.getKey(), (InetSocketAddress) server.getListenSockets().get(0));
            }
        } catch (IOException e) {
            stop();
            throw new UncheckedIOException("gRPC server", e);
        }
    }

    /**
     * Starts a server.
     *
     * @param units by the names of their nodes; closed with the server
     */
    public static GrpcModelServer start(Map<String, ? extends ServedUnit> units) {
        return new GrpcModelServer(new ServedUnits(Map.copyOf(units)), ServerLimits.DEFAULT);
    }

    private Server start(ServedUnit unit, ServerLimits limits) throws IOException {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(NetUtil.LOCALHOST4, 0))
                        .channelType(NioServerSocketChannel.class)
                        .bossEventLoopGroup(connections)
                        .workerEventLoopGroup(connections)
                        .executor(workers)
                        .maxInboundMessageSize(limits.maxBodyBytes());
        new SeldonServices(unit).definitions().forEach(builder::addService);
        builder.addService(new TensorFlowService(units).definition());
        builder.addService(new V2Service(units).definition());
        return builder.build().start();
    }

    @Override
    public InetSocketAddress address(String unit) {
        InetSocketAddress address = addresses.get(unit);
        if (address == null) {
            throw new IllegalArgumentException(
                    "unit \"" + unit + "\" (expected: one of " + addresses.keySet() + ")");
        }
        return address;
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            stop();
            units.byName().values().forEach(ServedUnit::close);
        }
    }

    private void stop() {
        servers.forEach(Server::shutdown);
        try {
            for (Server server : servers) {
                if (!server.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                    server.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            servers.forEach(Server::shutdownNow);
            Thread.currentThread().interrupt();
        }
        workers.shutdown();
        connections.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
