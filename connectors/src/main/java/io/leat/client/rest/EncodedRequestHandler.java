// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Sends, in place of a request that the HTTP client has made, what {@link RestRequestEncoder} has
 * written: in one buffer, or a large one piece by piece, as the socket takes it. So a server that
 * does not read costs direct memory for a piece of each call and not for all of it; the body waits
 * on the heap, where the record is anyway. Used by the connection's event loop.
 */
final class EncodedRequestHandler extends ChannelDuplexHandler {

    /** Bytes of direct memory at a time; Netty's own mark from which a connection takes no more. */
    private static final int PIECE = 64 << 10;

    private @Nullable Rest rest; // of the request that is being sent
    private boolean sending;

    /** What is still to be sent of a request. */
    private static final class Rest {

        private final byte[] body;
        private final ChannelPromise promise;
        private int sent;

        Rest(byte[] body, ChannelPromise promise) {
            this.body = body;
            this.promise = promise;
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
            throws Exception {
        if (!(message instanceof HttpRequest)) {
            super.write(context, message, promise);
            return;
        }
        ReferenceCountUtil.release(message);
        RestExchange exchange = RestExchange.take(context.channel());
        if (exchange == null) {
            promise.tryFailure(new IllegalStateException("a request without its exchange"));
        } else {
            send(context, exchange.head(), exchange.body(), promise);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the promise receives everything
    private void send(
            ChannelHandlerContext context, ByteBuf head, byte[] body, ChannelPromise promise) {
        if (rest != null) {
            promise.tryFailure(
                    new IOException("the connection's earlier request was not all sent"));
            return;
        }
        int first = Math.min(body.length, PIECE);
        ByteBuf start =
                context.alloc()
                        .ioBuffer(head.readableBytes() + first)
                        .writeBytes(head, head.readerIndex(), head.readableBytes())
                        .writeBytes(body, 0, first);
        if (first == body.length) {
            context.write(start, promise);
        } else {
            rest = new Rest(body, promise);
            rest.sent = first;
            write(context, start, rest);
            sendOn(context);
        }
    }

    /** Sends while the connection takes more; what it has written asks again. */
    private void sendOn(ChannelHandlerContext context) {
        if (sending) {
            return; // called by what it does itself
        }
        sending = true;
        try {
            context.flush();
            Rest now = rest;
            while (now != null && context.channel().isWritable()) {
                sendPiece(context, now);
                context.flush();
                now = rest;
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            sending = false;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the promise receives everything
    private void sendPiece(ChannelHandlerContext context, Rest now) {
        int length = Math.min(PIECE, now.body.length - now.sent);
        ByteBuf piece = context.alloc().ioBuffer(length).writeBytes(now.body, now.sent, length);
        now.sent += length;
        if (now.sent == now.body.length) {
            rest = null;
            context.write(piece, now.promise);
        } else {
            write(context, piece, now);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the listener receives a failure
    private void write(ChannelHandlerContext context, ByteBuf piece, Rest of) {
        context.write(piece)
                .addListener(
                        written -> {
                            if (!written.isSuccess() && rest == of) {
                                fail(written.cause());
                            }
                        });
    }

    private void fail(Throwable why) {
        Rest failed = rest;
        rest = null;
        if (failed != null) {
            failed.promise.tryFailure(why);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        if (rest != null && context.channel().isWritable()) {
            sendOn(context);
        }
        super.channelWritabilityChanged(context);
    }

    /** A reply before the end of its request: the next one could not begin on this connection. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (rest != null && message instanceof HttpResponse response) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        super.channelRead(context, message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        fail(new ClosedChannelException());
        super.channelInactive(context);
    }
}
