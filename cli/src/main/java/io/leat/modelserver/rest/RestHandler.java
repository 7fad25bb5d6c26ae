// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import io.leat.modelserver.RefusedException;
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
        // The client closed the connection; no reply can be sent.
        LOG.debug("connection {} failed", ctx.channel(), cause);
        var unused = ctx.close();
    }

    private FullHttpResponse reply(FullHttpRequest request) {
        try {
            check(request);
            String path = path(request.uri());
            for (RestEndpoint endpoint : endpoints) {
                if (endpoint.owns(path)) {
                    byte[] body = ByteBufUtil.getBytes(request.content());
                    return reply(endpoint, new RestRequest(request.method().name(), path, body));
                }
            }
            throw RefusedException.notFound(
                    "path " + path + " (expected: /predict, /v1/models/… or /v2/…)");
        } catch (RefusedException refused) {
            return RestResponses.json(refused.status(), RestResponses.error(refused.getMessage()));
        }
    }

    private static FullHttpResponse reply(RestEndpoint endpoint, RestRequest request) {
        try {
            return RestResponses.json(200, endpoint.answer(request));
        } catch (RefusedException refused) {
            return RestResponses.json(
                    refused.status(), endpoint.error(refused.status(), refused.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("call failed: path={}", request.path(), e);
            String message = "the model failed: " + e.getClass().getSimpleName();
            return RestResponses.json(500, endpoint.error(500, message));
        }
    }

    private static void check(FullHttpRequest request) throws RefusedException {
        if (request.decoderResult().isFailure()) {
            throw RefusedException.badRequest("malformed HTTP request");
        }
        String encoding = request.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        if (!HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(encoding)) {
            throw new RefusedException(
                    415, "content-encoding \"" + encoding + "\" (expected: none)");
        }
    }

    private static String path(String uri) throws RefusedException {
        try {
            return new QueryStringDecoder(uri).path();
        } catch (IllegalArgumentException e) {
            throw RefusedException.badRequest("path: malformed percent encoding");
        }
    }
}
