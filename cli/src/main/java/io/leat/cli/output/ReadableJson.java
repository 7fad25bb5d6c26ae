// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import io.leat.terminal.Printable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** JSON with foreign text in it, in UTF-8: control characters of a terminal are escaped. */
public final class ReadableJson {

    public static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .build())
                    .characterEscapes(new Harmless())
                    .build();

    private ReadableJson() {}

    /** The same on one line, its numbers and the order of its members as written; null if none. */
    public static @Nullable String compact(String text) {
        StringWriter compact = new StringWriter(text.length());
        try (JsonParser from = FACTORY.createParser(text);
                JsonGenerator to = FACTORY.createGenerator(compact)) {
            if (from.nextToken() == null) {
                return null;
            }
            int depth = 0;
            do {
                JsonToken token = from.currentToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token.isNumeric()) {
                    to.writeNumber(from.getText());
                } else {
                    to.copyCurrentEvent(from);
                }
                if (depth == 0 && from.nextToken() != null) {
                    return null;
                }
            } while (depth > 0 && from.nextToken() != null);
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory", e);
        }
        return compact.toString();
    }

    /** As {@link Printable} has it; halves of characters beyond the first plane pass. */
    private static final class Harmless extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[0x7f] = CharacterEscapes.ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int ch) {
            return Character.isSurrogate((char) ch) || Printable.isHarmless(ch)
                    ? null
                    : new SerializedString("\\u%04x".formatted(ch));
        }
    }
}
