// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.refusal;

import io.leat.protocol.Ascii;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a server's own reply to a failed call, as text for the dead letter. It may quote
 * the payload, so it is made only where that is asked for, and stands in no message.
 */
public final class ErrorDetail {

    /**
     * The bytes of a reply that are inspected; what was sent as credentials and begins in the
     * detail ends within these.
     */
    public static final int LOOKED_AT_BYTES = 64 << 10;

    private static final Pattern CHARSET =
            Pattern.compile("charset\\s*=\\s*\"?([\\w.:+-]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TEXT =
            Pattern.compile("(text/|[^;]*(json|xml|html|javascript)).*", Pattern.CASE_INSENSITIVE);

    private ErrorDetail() {}

    /**
     * Of an HTTP body.
     *
     * @param start at most {@link #LOOKED_AT_BYTES} of it, unpacked
     * @param type its content type, or null where none is stated
     * @param authorization the header that the call was sent with, or null
     * @param most bytes of the detail as UTF-8
     * @return null for an empty body; of one that is no text its type and length
     */
    public static @Nullable String ofBody(
            byte[] start, @Nullable String type, @Nullable String authorization, int most) {
        if (start.length == 0) {
            return null;
        }
        String text = text(start, type == null ? "" : type);
        return text == null
                ? ofText(noText(start, type), authorization, most)
                : ofText(text, authorization, most);
    }

    /**
     * Of a text.
     *
     * @param authorization the header that the call was sent with, or null
     * @param most bytes of the detail as UTF-8
     * @return null if nothing is said
     */
    public static @Nullable String ofText(String text, @Nullable String authorization, int most) {
        String without = SentCredentials.of(authorization).removedFrom(text).strip();
        return without.isEmpty() ? null : cut(without, most);
    }

    /** At most so many bytes, and no half of a character. */
    private static String cut(String text, int most) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int end = Math.min(most, utf8.length);
        while (end < utf8.length && end > 0 && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(utf8, 0, end, StandardCharsets.UTF_8);
    }

    private static String noText(byte[] body, @Nullable String type) {
        String what = type == null || !Ascii.isPrintable(type) ? "no stated type" : type;
        String length = body.length < LOOKED_AT_BYTES ? "" : "more than ";
        return "(a body of %s, %s%d bytes that are no text)".formatted(what, length, body.length);
    }

    /** Null if it is none. */
    private static @Nullable String text(byte[] body, String type) {
        String text = decode(body, charset(body, type));
        if (text == null && TEXT.matcher(type).matches()) {
            text = decode(body, StandardCharsets.ISO_8859_1);
        }
        return text == null || text.indexOf('\0') >= 0 ? null : text;
    }

    private static Charset charset(byte[] body, String type) {
        if (startsWith(body, 0xFE, 0xFF) || startsWith(body, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16;
        }
        Matcher stated = CHARSET.matcher(type.toLowerCase(Locale.ROOT));
        try {
            return stated.find() ? Charset.forName(stated.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    private static boolean startsWith(byte[] body, int first, int second) {
        return body.length > 1 && (body[0] & 0xff) == first && (body[1] & 0xff) == second;
    }

    /**
     * What is whole of it: the end may be half of a character. Null if it is in no such charset.
     */
    private static @Nullable String decode(byte[] body, Charset charset) {
        CharBuffer text = CharBuffer.allocate(body.length + 1);
        boolean malformed =
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(body), text, false)
                        .isError();
        if (malformed) {
            return null;
        }
        String decoded = text.flip().toString();
        return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    }
}
