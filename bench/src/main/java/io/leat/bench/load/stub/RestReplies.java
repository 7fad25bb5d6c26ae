// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.stub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What the stub says in each protocol, made once for each number of rows. */
@SuppressWarnings("ImmutableEnumChecker") // what is asked for is made once
enum RestReplies {
    SELDON("{\"data\":{\"ndarray\":[", "[0.1,0.8,0.1]", "]}}") {
        @Override
        int rows(ByteBuf in, int start, int length) {
            return length > MAX_COUNTED ? 1 : RowCounter.ofJson(in, start, length);
        }
    },
    /** Several messages in, one out. */
    SELDON_AGGREGATE("{\"data\":{\"ndarray\":[", "[0.1,0.8,0.1]", "]}}") {
        @Override
        int rows(ByteBuf in, int start, int length) {
            return 1;
        }
    },
    TENSORFLOW("{\"predictions\":[", "[0.1,0.8,0.1]", "]}") {
        @Override
        int rows(ByteBuf in, int start, int length) {
            return length > MAX_COUNTED ? 1 : RowCounter.ofJson(in, start, length);
        }
    },
    V2(
            "{\"model_name\":\"m\",\"outputs\":[{\"name\":\"y\",\"datatype\":\"FP32\",\"shape\":[%d,3],\"data\":[",
            "0.1,0.8,0.1", "]}]}") {
        @Override
        int rows(ByteBuf in, int start, int length) {
            return RowCounter.ofShape(in, start, length);
        }
    };

    /** A longer body is one record's. */
    private static final int MAX_COUNTED = 16 * 1024;

    private static final int MAX_ROWS = 4096;
    private static final ByteBuf FAILURE = whole("503 Service Unavailable", "{\"error\":\"told\"}");

    private final String before;
    private final String row;
    private final String after;
    private final AtomicReferenceArray<ByteBuf> made = new AtomicReferenceArray<>(MAX_ROWS + 1);

    RestReplies(String before, String row, String after) {
        this.before = before;
        this.row = row;
        this.after = after;
    }

    /** By the path: {@code POST /v2/models/m/infer}, {@code /v1/models/m:predict}, or seldon's. */
    static RestReplies to(byte[] head, int end) {
        int slash = 0;
        while (slash < end && head[slash] != '/') {
            slash++;
        }
        if (slash + 2 >= end || head[slash + 1] != 'v') {
            return head[slash + 1] == 'a' ? SELDON_AGGREGATE : SELDON;
        }
        return head[slash + 2] == '2' ? V2 : TENSORFLOW;
    }

    abstract int rows(ByteBuf in, int start, int length);

    /** A whole response. */
    ByteBuf of(int rows) {
        ByteBuf reply = made.get(rows);
        if (reply == null) {
            reply = whole("200 OK", text(rows));
            made.set(rows, reply);
        }
        return reply.duplicate();
    }

    private String text(int rows) {
        return before.formatted(rows) + (row + ",").repeat(rows - 1) + row + after;
    }

    /** The body alone. */
    byte[] body(int rows) {
        return text(rows).getBytes(StandardCharsets.US_ASCII);
    }

    static RestReplies to(String path) {
        byte[] head = path.getBytes(StandardCharsets.US_ASCII);
        return to(head, head.length);
    }

    static ByteBuf failure() {
        return FAILURE.duplicate();
    }

    private static ByteBuf whole(String status, String body) {
        String text =
                "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(status, body.length(), body);
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
    }
}
