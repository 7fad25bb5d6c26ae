// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a stream as bytes, whatever they are encoded in. A line ends with a line feed, a
 * carriage return and a line feed, or the stream.
 */
final class LineReader {

    /** Far above what a broker takes; a file without line ends must not cost all memory. */
    static final int LONGEST = 32 << 20;

    private final BufferedInputStream in;
    private long number;

    LineReader(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** Of the line that was read last, from 1 on. */
    long number() {
        return number;
    }

    /**
     * The next line without its end, or null where there is none.
     *
     * @throws IOException if it cannot be read, with what is wrong where it is too long
     */
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        int next = in.read();
        if (next < 0) {
            return null;
        }
        number++;
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == LONGEST) {
                throw new IOException(
                        "longer than %d bytes (expected: a line of at most so many)"
                                .formatted(LONGEST));
            }
            line.write(next);
        }
        byte[] bytes = line.toByteArray();
        boolean hasReturn = next == '\n' && bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return hasReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
