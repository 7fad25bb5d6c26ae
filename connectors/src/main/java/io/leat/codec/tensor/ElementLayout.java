// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.tensor;

/**
 * The layout of a tensor's elements in a protobuf message, by which they are counted and cut
 * without being read.
 *
 * @param width bytes of an element, where each has the same
 */
public record ElementLayout(Kind kind, int width) {

    /** What tells one element from the next. */
    enum Kind {
        /** Nothing: each is as wide as the other. */
        FIXED,
        /** Its last byte has no high bit. */
        VARINT,
        /** Four bytes before it hold its length, little endian. */
        LENGTH_BEFORE,
        /** Each is a length-delimited field; all have one number below 16. */
        FIELD
    }

    public static final ElementLayout VARINT = new ElementLayout(Kind.VARINT, 0);
    public static final ElementLayout LENGTH_BEFORE = new ElementLayout(Kind.LENGTH_BEFORE, 0);
    public static final ElementLayout FIELD = new ElementLayout(Kind.FIELD, 0);

    private static final int NONE = -1;

    public static ElementLayout fixed(int width) {
        return new ElementLayout(Kind.FIXED, width);
    }

    /** Whether so many are as long whatever they are. */
    public boolean areFixed() {
        return kind == Kind.FIXED;
    }

    /**
     * The place behind so many elements.
     *
     * @return -1 if there are not as many up to {@code to}
     */
    public int skip(byte[] body, int from, int to, long count) {
        if (kind == Kind.FIXED) {
            return count * width <= to - from ? from + (int) (count * width) : NONE;
        }
        int at = from;
        for (long i = 0; i < count; i++) {
            at = next(body, at, to);
            if (at == NONE) {
                return NONE;
            }
        }
        return at;
    }

    private int next(byte[] body, int at, int to) {
        return switch (kind) {
            case FIXED -> within(at + (long) width, to);
            case VARINT -> varint(body, at, to);
            case LENGTH_BEFORE -> at > to - 4 ? NONE : within(at + 4 + length(body, at), to);
            case FIELD -> field(body, at + 1, to);
        };
    }

    private static int within(long end, int to) {
        return end <= to ? (int) end : NONE;
    }

    private static int varint(byte[] body, int from, int to) {
        int at = from;
        while (at < to && body[at] < 0) {
            at++;
        }
        return at < to ? at + 1 : NONE;
    }

    private static long length(byte[] body, int at) {
        return (body[at] & 0xffL)
                | (body[at + 1] & 0xffL) << 8
                | (body[at + 2] & 0xffL) << 16
                | (body[at + 3] & 0xffL) << 24;
    }

    /** Behind the tag. */
    private static int field(byte[] body, int from, int to) {
        int end = varint(body, from, to);
        if (end == NONE || end - from > 5) {
            return NONE;
        }
        long length = 0;
        for (int i = end - 1; i >= from; i--) {
            length = length << 7 | (body[i] & 0x7f);
        }
        return within(end + length, to);
    }

    /** Whether there are exactly so many. */
    public boolean areAsMany(byte[] body, int from, int to, long count) {
        return skip(body, from, to, count) == to;
    }
}
