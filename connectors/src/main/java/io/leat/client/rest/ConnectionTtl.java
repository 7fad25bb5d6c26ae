// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Limits the life of HTTP connections. What spreads connections over a model's replicas, as
 * Kubernetes' Services do, chooses when one is made: kept for ever, a new replica would get
 * nothing, and a name's new addresses would not be asked for. Thread-safe.
 *
 * <p>Lives differ by chance, and ends keep a distance, so that connections that were made together
 * do not end together: making one anew costs a handshake, and leaves a port behind that cannot be
 * used for a minute.
 */
final class ConnectionTtl {

    static final Duration DEFAULT = Duration.ofSeconds(10);
    static final Duration APART = Duration.ofMillis(50);

    private final Duration usual;
    private final Duration apart;
    private final LongSupplier nanoTime;
    private final AtomicLong nextEnd;

    /**
     * The lives of one client's connections.
     *
     * @param usual in the middle: from half of it to one and a half
     * @param apart the least between two ends
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    ConnectionTtl(Duration usual, Duration apart, LongSupplier nanoTime) {
        this.usual = usual;
        this.apart = apart;
        this.nanoTime = nanoTime;
        this.nextEnd = new AtomicLong(nanoTime.getAsLong());
    }

    /** A handler for one connection that was just made; stands where whole replies pass. */
    ChannelInboundHandlerAdapter begin() {
        long length = (long) (usual.toNanos() * (0.5 + ThreadLocalRandom.current().nextDouble()));
        return new Life(nanoTime.getAsLong() + length);
    }

    private boolean mayEnd(long end) {
        long now = nanoTime.getAsLong();
        long earliest = nextEnd.get();
        return now - end >= 0
                && now - earliest >= 0
                && nextEnd.compareAndSet(earliest, now + apart.toNanos());
    }

    /** Makes the last reply say so itself, as a server would that wants to close. */
    private final class Life extends ChannelInboundHandlerAdapter {

        private final long end;

        Life(long end) {
            this.end = end;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof HttpResponse response && mayEnd(end)) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
            super.channelRead(context, message);
        }
    }
}
