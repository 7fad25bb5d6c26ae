// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.clients;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Dsl;
import org.asynchttpclient.Request;

/** async-http-client as the bare loops use it. */
final class BareHttp {

    private BareHttp() {}

    @SuppressWarnings("deprecation") // the only group for NIO that async-http-client knows
    static AsyncHttpClient open(int threads) {
        return Dsl.asyncHttpClient(
                Dsl.config()
                        .setEventLoopGroup(
                                new NioEventLoopGroup(
                                        threads, new DefaultThreadFactory("bare", true)))
                        .setHttp2Enabled(false)
                        .setKeepAlive(true)
                        .setTcpNoDelay(true)
                        .setMaxRequestRetry(0)
                        .setCookieStore(null));
    }

    static Request post(String url, byte[] body) {
        return Dsl.post(url).setHeader("Content-Type", "application/json").setBody(body).build();
    }
}
