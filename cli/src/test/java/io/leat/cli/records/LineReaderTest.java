// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.records;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineReaderTest {

    private static List<String> lines(byte[] bytes) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(bytes));
        List<String> lines = new ArrayList<>();
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
            lines.add(new String(line, ISO_8859_1));
            assertThat(reader.number()).isEqualTo(lines.size());
        }
        return lines;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "``|``",
                "a|a",
                "a~|a",
                "a~b|a,b",
                "a~b~|a,b",
                "a^~b^~|a,b",
                "~|-",
                "a~~b|a,-,b",
                "^~|-",
                "a^b~|a^b",
                "a^|a^",
                "a^^~|a^"
            })
    void endsALineAtALineFeedWithOrWithoutAReturnOrAtTheEnd(String text, String lines)
            throws IOException {
        String input = text.replace("``", "").replace('~', '\n').replace('^', '\r');

        assertThat(String.join(",", lines(input.getBytes(ISO_8859_1))))
                .isEqualTo(lines.replace("``", "").replace("-", "").replace('^', '\r'));
    }

    @Test
    void keepsBytesOfAnyEncoding() throws IOException {
        assertThat(lines("gr\u00f6\u00dfe\u0000\u00ff\n".getBytes(ISO_8859_1)))
                .containsExactly("gr\u00f6\u00dfe\u0000\u00ff");
    }

    @Test
    void keepsALineLongerThanAnyBuffer() throws IOException {
        String line = "x".repeat(3_000_000);

        assertThat(lines((line + "\nb").getBytes(ISO_8859_1))).containsExactly(line, "b");
    }

    @Test
    void refusesALineWithoutEnd() {
        byte[] part = new byte[1 << 20];
        InputStream endless =
                new SequenceInputStream(
                        Collections.enumeration(
                                Collections.nCopies(40, part).stream()
                                        .map(ByteArrayInputStream::new)
                                        .toList()));

        assertThatThrownBy(() -> new LineReader(endless).next())
                .hasMessage("longer than 33554432 bytes (expected: a line of at most so many)");
    }
}
