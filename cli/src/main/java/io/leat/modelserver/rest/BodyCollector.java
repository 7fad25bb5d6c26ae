// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** Waits for the whole body; one that is too long is refused in the protocols' own error form. */
final class BodyCollector extends HttpObjectAggregator {

    private final int maxBytes;

    BodyCollector(int maxBytes) {
        super(maxBytes);
        this.maxBytes = maxBytes;
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext ctx, HttpMessage oversized) {
        // The rest of the body is read and dropped, so the connection stays usable.
        String message = "body: longer than the limit (expected: <= " + maxBytes + " bytes)";
        ctx.writeAndFlush(RestResponses.json(413, RestResponses.error(message)))
                .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }
}
