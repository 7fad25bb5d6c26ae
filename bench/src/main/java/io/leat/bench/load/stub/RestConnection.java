// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.stub;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads requests off a connection as they come, several at once if they are there, and answers them
 * in order. Knows no more of HTTP than well-behaved clients send: a head of lines, {@code
 * Content-Length}, a body.
 */
final class RestConnection extends ByteToMessageDecoder {

    private static final byte[] END = ascii("\r\n\r\n");
    private static final byte[] LENGTH = ascii("\ncontent-length:");

    /** Calls of one connection take equally long, so answers come in order. */
    private final Pace pace;

    private byte[] head = new byte[1024];
    private int body = -1; // not known yet
    private boolean reading; // a flush follows
    private RestReplies replies = RestReplies.SELDON;

    RestConnection(Pace pace) {
        this.pace = pace;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (body < 0 && !readHead(in)) {
            return;
        }
        if (in.readableBytes() < body) {
            return;
        }
        int rows = replies.rows(in, in.readerIndex(), body);
        in.skipBytes(body);
        body = -1;
        RestReplies answer = replies;
        pace.serve(
                context.executor(),
                rows,
                well -> {
                    ByteBuf reply = well ? answer.of(rows) : RestReplies.failure();
                    var unused = context.write(reply, context.voidPromise());
                    if (!reading) {
                        context.flush();
                    }
                });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        reading = true;
        super.channelRead(context, message);
        reading = false;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        context.flush();
        super.channelReadComplete(context);
    }

    private boolean readHead(ByteBuf in) {
        int start = in.readerIndex();
        int available = in.readableBytes();
        int size = Math.min(available, head.length);
        in.getBytes(start, head, 0, size);
        int end = indexOf(END, size);
        if (end < 0) {
            if (size == head.length) {
                head = new byte[2 * head.length];
            }
            return false;
        }
        body = contentLength(end);
        replies = RestReplies.to(head, end);
        in.skipBytes(end + END.length);
        return true;
    }

    private int indexOf(byte[] text, int size) {
        for (int i = 0; i <= size - text.length; i++) {
            if (head[i] == text[0] && matches(text, i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean matches(byte[] text, int at) {
        for (int i = 1; i < text.length; i++) {
            int c = head[at + i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != text[i]) {
                return false;
            }
        }
        return true;
    }

    private int contentLength(int end) {
        int at = indexOf(LENGTH, end);
        if (at < 0) {
            return 0;
        }
        int length = 0;
        for (int i = at + LENGTH.length; i < end && head[i] != '\r'; i++) {
            if (head[i] != ' ') {
                length = 10 * length + head[i] - '0';
            }
        }
        return length;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var unused = context.close();
    }
}
