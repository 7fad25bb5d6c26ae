// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Decodes an HTTP reply's content encoding, as its headers state it. The whole body is unpacked at
 * once, because only so does a body that ends too soon, or is followed by more, not pass for a
 * shorter answer.
 *
 * @param encodings in the order in which they were applied, in lower case
 */
record ContentDecoder(List<String> encodings) {

    static final ContentDecoder NONE = new ContentDecoder(List.of());

    /** A body that is not what the headers say, or too large; the message is for a person. */
    static final class PackedWrongException extends Exception {

        private static final long serialVersionUID = 1L;

        PackedWrongException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }

    static ContentDecoder of(HttpHeaders headers) {
        if (!headers.contains(HttpHeaderNames.CONTENT_ENCODING)
                && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return NONE;
        }
        List<String> encodings = new ArrayList<>();
        add(headers.getAll(HttpHeaderNames.CONTENT_ENCODING), encodings);
        add(headers.getAll(HttpHeaderNames.TRANSFER_ENCODING), encodings);
        return encodings.isEmpty() ? NONE : new ContentDecoder(List.copyOf(encodings));
    }

    private static void add(List<String> values, List<String> into) {
        for (String value : values) {
            for (String coding : value.split(",", -1)) {
                String name = coding.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !name.equals("identity") && !name.equals("chunked")) {
                    into.add(name);
                }
            }
        }
    }

    byte[] undo(byte[] body, long maxBytes) throws PackedWrongException {
        byte[] unpacked = body;
        for (int i = encodings.size() - 1; i >= 0; i--) {
            unpacked = undo(encodings.get(i), unpacked, maxBytes);
        }
        return unpacked;
    }

    /** The first bytes of what is packed, as far as they are there and can be unpacked. */
    byte[] start(byte[] packed, int most) {
        byte[] start = new byte[most];
        int length = 0;
        try {
            InputStream in = new ByteArrayInputStream(packed);
            for (int i = encodings.size() - 1; i >= 0; i--) {
                in = unpacking(encodings.get(i), in);
            }
            int read = in.read(start, 0, most);
            while (read > 0) {
                length += read;
                read = in.read(start, length, most - length);
            }
        } catch (IOException | PackedWrongException e) {
            // What was read before is good.
        }
        return Arrays.copyOf(start, length);
    }

    private static byte[] undo(String encoding, byte[] body, long maxBytes)
            throws PackedWrongException {
        try (InputStream in = unpacking(encoding, new ByteArrayInputStream(body))) {
            int most = (int) Math.min(maxBytes, Integer.MAX_VALUE - 8);
            byte[] unpacked = in.readNBytes(most);
            if (unpacked.length == most && in.read() >= 0) {
                throw new PackedWrongException(tooLarge(maxBytes));
            }
            return unpacked;
        } catch (IOException damaged) {
            throw new PackedWrongException(
                    "a body that is no whole %s (expected: %s, as its headers say)"
                            .formatted(encoding, encoding));
        }
    }

    private static InputStream unpacking(String encoding, InputStream packed)
            throws IOException, PackedWrongException {
        return switch (encoding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(packed);
            case "deflate" -> new InflaterInputStream(packed);
            default ->
                    throw new PackedWrongException(
                            "a body in an encoding that was not requested (expected: gzip, deflate"
                                    + " or none)");
        };
    }

    static String tooLarge(long maxBytes) {
        return "a reply of more than " + maxBytes + " bytes (expected: at most that)";
    }
}
