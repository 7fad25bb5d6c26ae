package io.leat.local.serving;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Models in this JVM behind HTTP on the loopback interface, as TensorFlow Serving and as a V2
 * server at once. Connections stay open for as long as their clients want; the requests of one
 * connection are answered in order.
 */
public final class EmbeddedModelServer implements AutoCloseable {

    private static final long STOP_SECONDS = 10;

    private final Map<String, ServedModel> models;
    private final EventLoopGroup acceptor = group("leat-model-accept", 1);
    private final EventLoopGroup workers;

    /** The connections; one that comes while the server stops is closed at once. */
    private final ChannelGroup connections =
            new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

    private final Channel listener;
    private final InetSocketAddress address;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedModelServer(Map<String, ServedModel> models, ServerLimits limits) {
        this.models = Map.copyOf(models);
        this.workers = group("leat-model", limits.workers());
        try {
            this.listener = bind(limits);
            this.address = (InetSocketAddress) listener.localAddress();
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
     * Starts a server on a free port.
     *
     * @param models by the name they are served under; closed with the server
     */
    public static EmbeddedModelServer start(Map<String, ServedModel> models) {
        return start(models, ServerLimits.DEFAULT);
    }

    /** As {@link #start(Map)}, with limits of the caller's. */
    public static EmbeddedModelServer start(Map<String, ServedModel> models, ServerLimits limits) {
        return new EmbeddedModelServer(models, limits);
    }

    /** Where it listens: 127.0.0.1 and the port the system chose. */
    public InetSocketAddress address() {
        return address;
    }

    public int port() {
        return address.getPort();
    }

    /** Waits for running calls, then closes the models. A second time does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        // Stopping the threads alone leaves sockets open: the JDK closes a channel that is
        // registered
        // with a selector only at that selector's next turn, which then never comes.
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        stopThreads();
        models.values().forEach(ServedModel::close);
    }

    private Channel bind(ServerLimits limits) {
        ModelCatalogue catalogue = new ModelCatalogue(models);
        RestHandler handler =
                new RestHandler(
                        List.of(new TensorFlowEndpoint(catalogue), new V2Endpoint(catalogue)));
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
