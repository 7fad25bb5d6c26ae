// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replies that are packed, or say so. */
class RestPackingTest extends RestClientFixture {

    @Test
    void refusesGzipThatEndsTooSoon() throws Exception {
        byte[] packed = gzip("{\"secret\":[1,2,3]}".repeat(100).getBytes(StandardCharsets.UTF_8));
        serveOnce("Content-Encoding: gzip\r\n", Arrays.copyOf(packed, packed.length - 12));

        badReply(call(), "a body that is no whole gzip (expected: gzip, as its headers say)");

        assertAnswer(call(), "{}");
    }

    @Test
    void refusesGzipWithAWrongChecksum() throws Exception {
        byte[] packed = gzip("{\"secret\":[1,2,3]}".getBytes(StandardCharsets.UTF_8));
        packed[packed.length - 6] ^= 1;
        serveOnce("Content-Encoding: GZip\r\n", packed);

        badReply(call(), "a body that is no whole gzip (expected: gzip, as its headers say)");
    }

    @Test
    void takesGzipInSeveralPieces() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.write(gzip("{\"a\":".getBytes(StandardCharsets.UTF_8)));
        packed.write(gzip("1}".getBytes(StandardCharsets.UTF_8)));
        serveOnce("Content-Encoding: gzip\r\n", packed.toByteArray());

        assertAnswer(call(), "{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    gzip | a body that is no whole gzip (expected: gzip, as its headers say)
                    gzip, gzip | a body that is no whole gzip (expected: gzip, as its headers say)
                    deflate | a body that is no whole deflate (expected: deflate, as its headers say)
                    br | a body in an encoding that was not requested (expected: gzip, deflate or none)
                    snappy | a body in an encoding that was not requested (expected: gzip, deflate or none)
                    """)
    void refusesABodyThatIsNotPackedAsItSays(String encoding, String message) throws Exception {
        serveOnce(
                "Content-Encoding: " + encoding + "\r\n",
                "{\"secret\":1}".getBytes(StandardCharsets.UTF_8));

        badReply(call(), message);

        assertAnswer(call(), "{}");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void takesAnEncodingThatIsNone() throws Exception {
        serveOnce("Content-Encoding: identity\r\n", "[1]".getBytes(StandardCharsets.UTF_8));

        assertAnswer(call(), "[1]");
    }
}
