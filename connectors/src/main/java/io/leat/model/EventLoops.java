package io.leat.model;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * The threads that read and write a client's connections: one per subtask, as a second one only
 * hands over. With Netty's own epoll where its library can be loaded, which takes a few per cent
 * less of them for the same calls, and with the JDK's everywhere else.
 */
@SuppressWarnings("deprecation") // the only groups that async-http-client knows
final class EventLoops {

    private EventLoops() {}

    /**
     * Starts with the first connection.
     *
     * @param threadName what its thread's name begins with
     */
    static EventLoopGroup open(String threadName) {
        DefaultThreadFactory threads = new DefaultThreadFactory(threadName, true);
        return Epoll.isAvailable()
                ? new EpollEventLoopGroup(1, threads)
                : new NioEventLoopGroup(1, threads);
    }

    /** Of a connection in such a loop. */
    static Class<? extends SocketChannel> channelType() {
        return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
    }
}
