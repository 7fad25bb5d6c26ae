// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The requests of one connection. Used by its event loop alone. */
final class ClientToServerHandler extends ChannelInboundHandlerAdapter {

    /** Kafka's EndTxn: commit, or abort. */
    private static final short END_TRANSACTION = 26;

    private final ProxyRoute route;
    private final boolean kafka;
    private final Queue<ByteBuf> waiting = new ArrayDeque<>();
    private @Nullable Channel server;

    /** Once bytes are missing, a connection is of no use any more: it stays as it is. */
    private boolean swallows;

    ClientToServerHandler(ProxyRoute route, boolean kafka) {
        this.route = route;
        this.kafka = kafka;
    }

    @Override
    public void channelActive(ChannelHandlerContext client) {
        server =
                route.connect(client.channel())
                        .addListener(
                                (ChannelFutureListener)
                                        connected -> {
                                            if (connected.isSuccess()) {
                                                connected.channel().read();
                                                client.read();
                                            } else {
                                                ProxyRoute.reset(client.channel());
                                            }
                                        })
                        .channel();
    }

    @Override
    public void channelRead(ChannelHandlerContext client, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        switch (swallows ? ProxyMode.SWALLOW : route.behaviour().mode()) {
            case SWALLOW -> {
                swallows = true;
                bytes.release();
                client.read();
            }
            case DEAF -> waiting.add(bytes);
            case HOLD_COMMITS -> {
                if (!waiting.isEmpty() || isCommit(bytes)) {
                    route.hold();
                    waiting.add(bytes);
                } else {
                    forward(client, bytes);
                }
            }
            case PASS, REFUSE, RESET, MUTE, DRIP, DELAY -> forward(client, bytes);
        }
    }

    /** One request at a time: the next is read when this one is gone. */
    private void forward(ChannelHandlerContext client, ByteBuf bytes) {
        if (server == null) {
            bytes.release();
            return;
        }
        var unused =
                server.writeAndFlush(bytes)
                        .addListener(
                                done -> {
                                    if (done.isSuccess()) {
                                        client.read();
                                    } else {
                                        ProxyRoute.reset(client.channel());
                                    }
                                });
    }

    private boolean isCommit(ByteBuf request) {
        return kafka
                && request.readableBytes() >= 6
                && request.getShort(request.readerIndex() + 4) == END_TRANSACTION;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext client) {
        // A request may need more bytes than one read brings; and that a client is gone is seen by
        // reading only, upon which what it asked for must not happen any more.
        if (kafka) {
            client.read();
        }
    }

    /** The behaviour has changed. */
    @Override
    public void userEventTriggered(ChannelHandlerContext client, Object event) {
        if (event instanceof ProxyRoute.Behaviour next
                && next.mode() != ProxyMode.HOLD_COMMITS
                && next.mode() != ProxyMode.DEAF) {
            ByteBuf bytes = waiting.poll();
            while (bytes != null) {
                forward(client, bytes);
                bytes = waiting.poll();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext client) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        if (server != null) {
            var unused = server.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext client, Throwable cause) {
        ProxyRoute.reset(client.channel());
    }
}
