package io.leat.model;

import java.util.Locale;

/**
 * Tells the page of a proxy, a login or an error from a prediction: no protocol has an answer that
 * looks like one, and nothing else of an answer is judged here.
 */
final class Html {

    private Html() {}

    /** Whether the type says so, or the body gives the lie to a type that says JSON. */
    static boolean is(String type, byte[] body) {
        String kind = type.toLowerCase(Locale.ROOT);
        return kind.startsWith("text/html")
                || kind.startsWith("application/xhtml")
                || (kind.startsWith("application/json") && first(body) == '<');
    }

    /** The first byte that is no blank, or -1. */
    private static int first(byte[] body) {
        for (byte next : body) {
            if (next != ' ' && next != '\t' && next != '\r' && next != '\n') {
                return next;
            }
        }
        return -1;
    }
}
