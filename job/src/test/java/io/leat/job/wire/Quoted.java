// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.wire;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** Text as YAML. */
final class Quoted {

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{3,}");

    private Quoted() {}

    /** In single quotes where every character is visible, else in double quotes. */
    static String value(String text) {
        boolean visible = text.codePoints().allMatch(Quoted::isVisible);
        return visible
                ? "'" + text.replace("'", "''") + "'"
                : '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** A key: bare where YAML takes it for nothing else. */
    static String name(String text) {
        return PLAIN_NAME.matcher(text).matches() && !text.equals("null") && !text.equals("true")
                ? text
                : value(text);
    }

    private static boolean isVisible(int c) {
        return (c >= 0x20 && c < 0x7f) || (c > 0xa0 && Character.isLetterOrDigit(c));
    }

    /** Empty if the bytes are no UTF-8. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
