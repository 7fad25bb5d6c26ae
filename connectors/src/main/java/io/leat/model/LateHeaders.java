package io.leat.model;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;
import java.util.Map;
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
            sent = withHeaders(request, handler.headers());
        }
        super.write(context, sent, promise);
    }

    /**
     * The same request with other headers, and of its own those that do not stand among them.
     *
     * @param headers of this one call, and taken over: nothing is copied
     */
    private static FullHttpRequest withHeaders(FullHttpRequest request, HttpHeaders headers) {
        Iterator<Map.Entry<CharSequence, CharSequence>> own =
                request.headers().iteratorCharSequence();
        while (own.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = own.next();
            if (!headers.contains(header.getKey())) {
                headers.add(header.getKey(), header.getValue());
            }
        }
        return new DefaultFullHttpRequest(
                request.protocolVersion(),
                request.method(),
                request.uri(),
                request.content(),
                headers,
                request.trailingHeaders());
    }
}
