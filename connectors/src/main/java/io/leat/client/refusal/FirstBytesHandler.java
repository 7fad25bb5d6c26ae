// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.refusal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at what comes first over a connection, and then leaves it. */
public final class FirstBytesHandler extends ChannelInboundHandlerAdapter {

    private final Consumer<@Nullable WireProtocol> found;

    /**
     * For one connection.
     *
     * @param found called by its event loop; with null for what is not known
     */
    public FirstBytesHandler(Consumer<@Nullable WireProtocol> found) {
        this.found = found;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf bytes) {
            int length = Math.min(WireProtocol.FIRST_BYTES, bytes.readableBytes());
            found.accept(WireProtocol.of(ByteBufUtil.getBytes(bytes, bytes.readerIndex(), length)));
            context.pipeline().remove(this);
        }
        super.channelRead(context, message);
    }
}
