// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.stub;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Counts the rows of a request, at the least cost. */
final class RowCounter {

    private static final byte[] SHAPE = "\"shape\":[".getBytes(StandardCharsets.US_ASCII);

    private RowCounter() {}

    /** Of a list of lists: how many lists end just below the outermost. */
    static int ofJson(ByteBuf in, int start, int length) {
        int depth = 0;
        int rows = 0;
        for (int i = start; i < start + length; i++) {
            byte c = in.getByte(i);
            if (c == '[') {
                depth++;
            } else if (c == ']' && --depth == 1) {
                rows++;
            }
        }
        return Math.max(1, rows);
    }

    /** Of a V2 request: the first number of its first shape. */
    static int ofShape(ByteBuf in, int start, int length) {
        int end = start + Math.min(length, 4096) - SHAPE.length;
        for (int i = start; i < end; i++) {
            if (in.getByte(i) == SHAPE[0] && matches(in, i)) {
                return Math.max(1, number(in, i + SHAPE.length));
            }
        }
        return 1;
    }

    private static boolean matches(ByteBuf in, int at) {
        for (int i = 1; i < SHAPE.length; i++) {
            if (in.getByte(at + i) != SHAPE[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(ByteBuf in, int at) {
        int number = 0;
        for (int i = at; in.getByte(i) >= '0' && in.getByte(i) <= '9'; i++) {
            number = 10 * number + in.getByte(i) - '0';
        }
        return number;
    }

    /** Of a protobuf message: the first number behind this path of field numbers. */
    static int ofMessage(byte[] message, int... path) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        int at = 0;
        int tag = in.readTag();
        while (tag != 0) {
            if (WireFormat.getTagFieldNumber(tag) != path[at]) {
                in.skipField(tag);
            } else if (at == path.length - 1) {
                if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                    in.readRawVarint32();
                }
                return Math.max(1, in.readRawVarint32());
            } else {
                in.readRawVarint32();
                at++;
            }
            tag = in.readTag();
        }
        return 1;
    }
}
