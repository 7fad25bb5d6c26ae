// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.rest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells the page of a proxy, a login or an error from a prediction: no protocol has an answer that
 * looks like one, and nothing else of an answer is judged here. The body decides, as frameworks
 * call HTML what they were given no type for, and proxies call JSON what is none.
 */
final class Html {

    private static final Pattern START =
            Pattern.compile("<(!doctype\\s+html|html)\\b.*", Pattern.CASE_INSENSITIVE);

    /** Enough for a byte order mark, blanks and the start of a page. */
    private static final int MAX_INSPECTED_BYTES = 256;

    /** What JSON can be, if it is neither an object, an array nor a string. */
    private static final Pattern SCALAR =
            Pattern.compile("-?[0-9][0-9.eE+-]*|true|false|null|NaN|-?Infinity");

    private Html() {}

    /**
     * Whether a body is a page.
     *
     * @param type a content type
     * @param body at least one byte
     */
    static boolean is(String type, byte[] body) {
        int start = start(body);
        int first = start < body.length ? body[start] : -1;
        if (isHtml(type)) {
            return first != '{' && first != '[' && first != '"' && !isScalar(body, start);
        }
        return first == '<' && (isJson(type) || startsAsPage(body, start));
    }

    /** Whether a content type says so, which its body may give the lie to. */
    static boolean isHtml(String type) {
        return startsWith(type, "text/html") || startsWith(type, "application/xhtml");
    }

    private static boolean isJson(String type) {
        return startsWith(type, "application/json")
                || startsWith(type, "text/json")
                || type.toLowerCase(Locale.ROOT).contains("+json");
    }

    private static boolean startsWith(String type, String kind) {
        return type.regionMatches(true, 0, kind, 0, kind.length());
    }

    /** Where the text begins: behind a byte order mark and blanks; UTF-16 has zeros between. */
    private static int start(byte[] body) {
        int at = 0;
        while (at < body.length && at < MAX_INSPECTED_BYTES && isBefore(body[at])) {
            at++;
        }
        return at;
    }

    private static boolean isBefore(byte next) {
        return switch (next) {
            case ' ', '\t', '\r', '\n', 0, (byte) 0xEF, (byte) 0xBB, (byte) 0xBF, (byte) 0xFE, -1 ->
                    true;
            default -> false;
        };
    }

    private static boolean isScalar(byte[] body, int start) {
        int length = body.length - start;
        return length <= MAX_INSPECTED_BYTES
                && SCALAR.matcher(
                                new String(body, start, length, StandardCharsets.ISO_8859_1)
                                        .strip())
                        .matches();
    }

    private static boolean startsAsPage(byte[] body, int start) {
        int length = Math.min(MAX_INSPECTED_BYTES, body.length - start);
        String text = new String(body, start, length, StandardCharsets.ISO_8859_1);
        return START.matcher(text.lines().findFirst().orElse("")).matches();
    }
}
