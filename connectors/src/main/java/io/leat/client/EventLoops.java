// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The threads that read and write a client's connections. With Netty's own epoll where its library
 * can be loaded, which takes a few per cent less of them for the same calls, and with the JDK's
 * everywhere else.
 */
@SuppressWarnings("deprecation") // the only groups that async-http-client knows
public final class EventLoops {

    private static final String LEAKS = "io.netty.leakDetection.level";

    private static final long MAX_CLOSE_MILLIS = 5_000;

    static {
        // Netty would follow one buffer in 128 to tell of those that are not given back, and note
        // where it was made: one to two per cent of a call, for what only a change can bring about.
        if (System.getProperty(LEAKS) == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    private EventLoops() {}

    /**
     * Starts with the first connection.
     *
     * @param threadName what its threads' names begin with
     * @param threads at least 1
     */
    public static EventLoopGroup open(String threadName, int threads) {
        DefaultThreadFactory factory = new DefaultThreadFactory(threadName, true);
        return Epoll.isAvailable()
                ? new EpollEventLoopGroup(threads, factory)
                : new NioEventLoopGroup(threads, factory);
    }

    /**
     * Returns once the loops have ended, or after five seconds: Flink closes the job's class loader
     * after the task, and a thread still running would find its classes gone.
     */
    public static void close(EventLoopGroup loops) {
        loops.shutdownGracefully(0, MAX_CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(MAX_CLOSE_MILLIS);
    }

    /** A connection for such a loop, not yet made. */
    public static SocketChannel newChannel() {
        return Epoll.isAvailable() ? new EpollSocketChannel() : new NioSocketChannel();
    }
}
