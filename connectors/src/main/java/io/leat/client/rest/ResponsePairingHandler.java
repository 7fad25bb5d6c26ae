// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import io.leat.client.NotHttpException;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;

/**
 * Sees to it that a connection's replies belong to its calls, whatever the server writes: interim
 * replies (1xx) are left out, a connection that says something unasked is closed, what an earlier
 * reply has left behind is not blamed on the next call, and what the decoder cannot read is marked
 * as the server's ({@link NotHttpException}). Used by the connection's event loop.
 */
final class ResponsePairingHandler extends ChannelDuplexHandler {

    private boolean awaited;
    private boolean interim;
    private boolean usedBefore;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
            throws Exception {
        awaited |= message instanceof HttpRequest;
        super.write(context, message, promise);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the end of the close is not awaited
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (!(message instanceof HttpObject part)) {
            super.channelRead(context, message);
        } else if (!awaited) {
            ReferenceCountUtil.release(message);
            context.close();
        } else if (isOfAnEarlierReply(part) && !isBrokenOff(part)) {
            ReferenceCountUtil.release(message);
            context.fireExceptionCaught(
                    new IOException("the connection's earlier reply did not end where it said"));
        } else if (isInterim(part) || isBrokenOff(part)) {
            ReferenceCountUtil.release(message);
        } else {
            if (part.decoderResult().isFailure()) {
                Throwable found = part.decoderResult().cause();
                part.setDecoderResult(DecoderResult.failure(new NotHttpException(found)));
            }
            if (part instanceof LastHttpContent) {
                awaited = false; // before it is handed on: that may begin the next call
                usedBefore = true;
            }
            super.channelRead(context, message);
        }
    }

    /** No HTTP where a reply should begin. */
    private boolean isOfAnEarlierReply(HttpObject part) {
        return usedBefore && part instanceof HttpResponse && part.decoderResult().isFailure();
    }

    /** Not the server's words but the connection's end, which is reported next. */
    private static boolean isBrokenOff(HttpObject part) {
        return part.decoderResult().cause() instanceof PrematureChannelClosureException;
    }

    /** Part of a reply that announces another. */
    private boolean isInterim(HttpObject part) {
        if (part instanceof HttpResponse response) {
            interim =
                    response.status().codeClass() == HttpStatusClass.INFORMATIONAL
                            && !response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        }
        return interim;
    }
}
