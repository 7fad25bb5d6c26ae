// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * The replies on one connection. Used by its event loop alone. The next piece is read when the one
 * before has been dealt with, so that none overtakes another, whatever the behaviour becomes.
 */
final class ServerToClientHandler extends ChannelInboundHandlerAdapter {

    private final ProxyRoute route;
    private final Channel client;
    private int passed;

    /** Once bytes are missing, a connection is of no use any more: it stays as it is. */
    private boolean swallows;

    ServerToClientHandler(ProxyRoute route, Channel client) {
        this.route = route;
        this.client = client;
    }

    @Override
    public void channelRead(ChannelHandlerContext server, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        ProxyRoute.Behaviour now = route.behaviour();
        switch (swallows ? ProxyMode.SWALLOW : now.mode()) {
            case PASS, REFUSE, HOLD_COMMITS, DEAF -> pass(server, bytes);
            case RESET -> passThenReset(server, bytes, now.number());
            case SWALLOW, MUTE -> {
                swallows = true;
                bytes.release();
                server.read();
            }
            case DRIP -> drip(server, bytes, now.number());
            case DELAY -> later(server, now.number(), () -> pass(server, bytes));
        }
    }

    private void pass(ChannelHandlerContext server, ByteBuf bytes) {
        passed += bytes.readableBytes();
        var unused =
                client.writeAndFlush(bytes).addListener(done -> next(server, done.isSuccess()));
    }

    private static void next(ChannelHandlerContext server, boolean passed) {
        if (passed) {
            server.read();
        } else {
            var unused = server.close();
        }
    }

    private void passThenReset(ChannelHandlerContext server, ByteBuf bytes, int limit) {
        int rest = Math.max(0, Math.min(limit - passed, bytes.readableBytes()));
        ByteBuf part = bytes.readRetainedSlice(rest);
        bytes.release();
        passed += rest;
        var unused =
                client.writeAndFlush(part)
                        .addListener(
                                done -> {
                                    if (passed >= limit) {
                                        ProxyRoute.reset(client);
                                    } else {
                                        server.read();
                                    }
                                });
    }

    private void drip(ChannelHandlerContext server, ByteBuf bytes, int millis) {
        if (!bytes.isReadable() || !client.isActive()) {
            bytes.release();
            server.read();
            return;
        }
        var unused = client.writeAndFlush(bytes.readRetainedSlice(1));
        later(server, millis, () -> drip(server, bytes, millis));
    }

    private static void later(ChannelHandlerContext server, int millis, Runnable task) {
        var unused = server.channel().eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext server) {
        if (!swallows && route.behaviour().mode() != ProxyMode.SWALLOW) {
            var unused = client.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext server, Throwable cause) {
        ProxyRoute.reset(client);
    }
}
