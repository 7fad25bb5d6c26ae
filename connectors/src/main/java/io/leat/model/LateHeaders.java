package io.leat.model;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import org.asynchttpclient.netty.NettyResponseFuture;
import org.asynchttpclient.netty.channel.Channels;

/**
 * Gives a request its headers on its way out. The HTTP client writes the headers it knows of to its
 * log at DEBUG, and those of records are as little its business as their values. Used by the
 * connection's event loop.
 */
final class LateHeaders extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
            throws Exception {
        Object sent = message;
        if (message instanceof FullHttpRequest request
                && Channels.getAttribute(context.channel()) instanceof NettyResponseFuture<?> future
                && future.getAsyncHandler() instanceof ReplyHandler handler) {
            FullHttpRequest whole = request.replace(request.content()); // a copy of its headers
            HttpHeaders headers = whole.headers();
            handler.headers().names().forEach(headers::remove);
            headers.add(handler.headers()); // a name may stand there several times
            sent = whole;
        }
        super.write(context, sent, promise);
    }
}
