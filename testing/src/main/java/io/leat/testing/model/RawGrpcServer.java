// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.testing.model;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An HTTP/2 server on loopback that answers each call with whatever frames a test writes. */
public final class RawGrpcServer implements AutoCloseable {

    /** Answers one call. */
    @FunctionalInterface
    public interface Script {
        /** Calls are counted from 1. */
        void answer(int call, Stream stream);
    }

    /** The stream of one call. */
    @SuppressWarnings("FutureReturnValueIgnored") // a client that hangs up is part of the test
    public record Stream(Channel channel, AtomicLong written) {

        /** Names and values by turns, behind {@code :status} 200. */
        public Stream headers(String... headers) {
            return headersOf("200", headers);
        }

        public Stream headersOf(String status, String... headers) {
            return headers(false, new DefaultHttp2Headers().status(status), headers);
        }

        /** What ends a gRPC reply. */
        public void trailers(String... headers) {
            headers(true, new DefaultHttp2Headers(), headers);
        }

        private Stream headers(boolean end, Http2Headers frame, String... headers) {
            for (int i = 0; i < headers.length; i += 2) {
                frame.add(headers[i], headers[i + 1]);
            }
            channel.writeAndFlush(new DefaultHttp2HeadersFrame(frame, end));
            return this;
        }

        public Stream data(byte[] bytes) {
            channel.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(bytes)));
            return this;
        }

        /** The same piece again and again, as fast as the client takes it. */
        public void data(byte[] piece, int times) {
            if (times > 0) {
                channel.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(piece)))
                        .addListener(
                                (ChannelFutureListener)
                                        sent -> {
                                            if (sent.isSuccess()) {
                                                written.addAndGet(piece.length);
                                                data(piece, times - 1);
                                            }
                                        });
            }
        }

        /** Ends the connection under all its streams. */
        public void hangUp() {
            channel.parent().close();
        }
    }

    private final EventLoopGroup events =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();
    private final Channel server;

    public RawGrpcServer(Script script) throws InterruptedException {
        ChannelInitializer<Channel> stream =
                new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Answering(script));
                    }
                };
        server =
                new ServerBootstrap()
                        .group(events)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        channel.pipeline()
                                                .addLast(Http2FrameCodecBuilder.forServer().build())
                                                .addLast(new Http2MultiplexHandler(stream));
                                    }
                                })
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .sync()
                        .channel();
    }

    private final class Answering extends ChannelInboundHandlerAdapter {

        private final Script script;

        Answering(Script script) {
            this.script = script;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2DataFrame data && data.isEndStream()) {
                script.answer(calls.incrementAndGet(), new Stream(context.channel(), written));
            }
            ReferenceCountUtil.release(message);
        }
    }

    /** A message as gRPC frames it, or its beginning. */
    public static byte[] frame(boolean compressed, int statedLength, byte[] message) {
        return ByteBuffer.allocate(5 + message.length)
                .put((byte) (compressed ? 1 : 0))
                .putInt(statedLength)
                .put(message)
                .array();
    }

    public String address() {
        return "127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Bytes of {@link Stream#data(byte[], int)} that went out, the sockets' buffers included. */
    public long written() {
        return written.get();
    }

    @Override
    public void close() {
        events.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }
}
