// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import io.leat.client.CallLimits;
import io.leat.client.refusal.FirstBytesHandler;
import io.leat.client.refusal.WireProtocol;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/**
 * Puts Leat's handlers into the pipeline of a connection that async-http-client has made. The one
 * place that knows what the library puts there; {@code AsyncHttpClientVersionTest} says what to
 * check when that changes.
 *
 * <p>Why it is so: {@code docs/adr/0015-requests-are-encoded-beside-the-http-client.md}.
 */
final class RestPipeline {

    private static final HttpDecoderConfig REPLIES =
            new HttpDecoderConfig().setMaxHeaderSize(CallLimits.MAX_HEADER_BYTES);

    private static final AttributeKey<WireProtocol> SPOKEN =
            AttributeKey.valueOf(RestPipeline.class, "spoken");

    private RestPipeline() {}

    /** What the other side of a connection speaks, by what has come first; null if not known. */
    static @Nullable WireProtocol spoken(Channel connection) {
        return connection.attr(SPOKEN).get();
    }

    /** Before the first request of the connection. */
    static void install(Channel connection, ConnectionTtl ttl) {
        ChannelPipeline pipeline = connection.pipeline();
        // The library finds its codec by name: what takes its place takes its name, too.
        String codec = pipeline.context(HttpClientCodec.class).name();
        pipeline.replace(codec, codec, new HttpResponseDecoder(REPLIES));
        pipeline.addBefore(
                codec, null, new FirstBytesHandler(found -> connection.attr(SPOKEN).set(found)));
        pipeline.addAfter(codec, null, ttl.begin());
        pipeline.addAfter(codec, null, new ResponsePairingHandler());
        pipeline.addAfter(codec, null, new EncodedRequestHandler());
        pipeline.remove(ChunkedWriteHandler.class); // no body is a file or a stream
    }
}
