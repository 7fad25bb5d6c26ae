package io.leat.model;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import org.asynchttpclient.netty.NettyResponseFuture;
import org.asynchttpclient.netty.channel.Channels;

/**
 * Sends, in place of a request that the HTTP client has made, what {@link RequestWriter} has
 * written. Used by the connection's event loop.
 */
final class ReadyRequests extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
            throws Exception {
        Object sent = message;
        if (message instanceof HttpRequest
                && Channels.getAttribute(context.channel()) instanceof NettyResponseFuture<?> future
                && future.getAsyncHandler() instanceof ReplyHandler handler) {
            ReferenceCountUtil.release(message);
            sent = handler.request(context.alloc());
        }
        super.write(context, sent, promise);
    }
}
