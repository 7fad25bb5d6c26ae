package io.leat.local.serving;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each request to the endpoint that owns its path. Runs on the event loop. */
@Sharable
final class RestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(RestHandler.class);

    private final List<RestEndpoint> endpoints;

    RestHandler(List<RestEndpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        ctx.writeAndFlush(reply(request)).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A client that went away in the middle; there is nobody left to tell.
        LOG.debug("connection {} failed", ctx.channel(), cause);
        var unused = ctx.close();
    }

    private FullHttpResponse reply(FullHttpRequest request) {
        try {
            return RestReplies.json(200, answer(request));
        } catch (RefusedException refused) {
            return RestReplies.error(refused.status(), refused.getMessage());
        } catch (RuntimeException e) {
            LOG.error("call failed: path={}", request.uri(), e);
            return RestReplies.error(500, "the model failed: " + e.getClass().getSimpleName());
        }
    }

    private byte[] answer(FullHttpRequest request) throws RefusedException {
        if (request.decoderResult().isFailure()) {
            throw RefusedException.badRequest("malformed HTTP request");
        }
        String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        if (!HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(encoding)) {
            throw new RefusedException(
                    415, "content-encoding \"" + encoding + "\" (expected: none)");
        }
        String path = path(request.uri());
        for (RestEndpoint endpoint : endpoints) {
            if (endpoint.owns(path)) {
                byte[] body = ByteBufUtil.getBytes(request.content());
                return endpoint.answer(new RestRequest(request.method().name(), path, body));
            }
        }
        throw RefusedException.notFound("path " + path + " (expected: /v1/models/… or /v2/…)");
    }

    private static String path(String uri) throws RefusedException {
        try {
            return new QueryStringDecoder(uri).path();
        } catch (IllegalArgumentException e) {
            throw RefusedException.badRequest("path: malformed percent encoding");
        }
    }
}
