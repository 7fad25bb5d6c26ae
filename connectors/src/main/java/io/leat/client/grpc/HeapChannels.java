// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.grpc;

import io.leat.client.EventLoops;
import io.leat.client.refusal.FirstBytesHandler;
import io.leat.client.refusal.WireProtocol;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * gRPC's connections with messages on the heap. As gRPC comes, a request is copied to direct memory
 * whole when its call begins, and what arrives of a reply stays there until it is complete: a few
 * calls of megabytes to a server that does not read fill it, and every client thread meets out of
 * memory. Here direct memory holds what a socket takes or gives at a time, and the heap the rest,
 * where {@code --max-in-flight-bytes} bounds it.
 */
final class HeapChannels {

    /**
     * Smaller buffers, which most calls need alone, are direct: they go to the socket as they are.
     */
    private static final int LARGE = 64 << 10;

    static final ByteBufAllocator ALLOCATOR = new LargeOnHeap();

    private HeapChannels() {}

    /**
     * A connection, not yet made.
     *
     * @param spoken told what comes first over it
     */
    static SocketChannel open(Consumer<@Nullable WireProtocol> spoken) {
        SocketChannel channel = EventLoops.newChannel();
        channel.pipeline().addFirst(new FirstBytesHandler(spoken), ToHeap.INSTANCE);
        return channel;
    }

    /** Copies what was read, so that the direct buffer is free for the next read. */
    @ChannelHandler.Sharable
    private static final class ToHeap extends ChannelInboundHandlerAdapter {

        private static final ToHeap INSTANCE = new ToHeap();

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
            if (message instanceof ByteBuf read && read.isDirect()) {
                ByteBuf copy;
                try {
                    int length = read.readableBytes();
                    copy = context.alloc().heapBuffer(length, length).writeBytes(read);
                } finally {
                    read.release();
                }
                super.channelRead(context, copy);
            } else {
                super.channelRead(context, message);
            }
        }
    }

    /** gRPC asks for one buffer of a message's size, up to a megabyte, and then for the next. */
    private static final class LargeOnHeap extends AbstractByteBufAllocator {

        private static final ByteBufAllocator POOL = PooledByteBufAllocator.DEFAULT;

        LargeOnHeap() {
            super(true);
        }

        @Override
        public ByteBuf buffer(int initialCapacity, int maxCapacity) {
            return initialCapacity >= LARGE
                    ? UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity)
                    : super.buffer(initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            return POOL.heapBuffer(initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            return POOL.directBuffer(initialCapacity, maxCapacity);
        }

        @Override
        public boolean isDirectBufferPooled() {
            return POOL.isDirectBufferPooled();
        }
    }
}
