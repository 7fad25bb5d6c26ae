// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.codec.json;

import io.leat.protocol.BadPayloadException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Bodies that are still compressed. An answer's compression is undone where it arrives, but a
 * record's belongs to its writer: it is looked into, and what is rewritten is compressed again.
 */
public final class Gzip {

    /**
     * What a body may become: as much as a model may answer by default, as little as a process of
     * ordinary size can hold twice.
     */
    static final int MAX_INFLATED = 64 << 20;

    private Gzip() {}

    public static boolean is(byte[] body) {
        return body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b && body[2] == 8;
    }

    /**
     * Undoes the compression.
     *
     * @throws IOException if the body is damaged
     * @throws BadPayloadException if it holds more than {@link #MAX_INFLATED} bytes
     */
    public static byte[] inflate(byte[] body) throws IOException, BadPayloadException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = in.readNBytes(MAX_INFLATED);
            if (plain.length == MAX_INFLATED && in.read() >= 0) {
                throw new BadPayloadException(
                        "gzip of more than " + MAX_INFLATED + " bytes (expected: at most so many)");
            }
            return plain;
        }
    }

    public static byte[] deflate(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be written to", e);
        }
        return out.toByteArray();
    }
}
