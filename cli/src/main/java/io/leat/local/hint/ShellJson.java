// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.hint;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;

/**
 * JSON inside single quotes of a POSIX shell. Many equal values are not spelt out: the shell
 * repeats them.
 */
final class ShellJson {

    /** So many values are still read at a glance. */
    private static final long MOST_SPELT_OUT = 32;

    private ShellJson() {}

    /** The command that prints it: echo makes something else of a backslash, in some shells. */
    static String print(String json) {
        return (json.indexOf('\\') < 0 ? "echo '" : "printf '%s\\n' '") + json + "'";
    }

    /** A string with its double quotes, in ASCII. */
    static String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char each : JsonStringEncoder.getInstance().quoteAsString(text)) {
            if (each == '\'') {
                quoted.append("'\\''");
            } else {
                quoted.append(each < 0x7f ? String.valueOf(each) : "\\u%04x".formatted((int) each));
            }
        }
        return quoted.append('"').toString();
    }

    /** Arrays within each other, with the same value at every place. */
    static String array(String value, List<Long> shape) {
        if (shape.isEmpty()) {
            return value;
        }
        long length = shape.get(0);
        String element = array(value, shape.subList(1, shape.size()));
        return "[" + repeated(element, length) + "]";
    }

    /** One array of all values. */
    static String flat(String value, long count) {
        return "[" + repeated(value, count) + "]";
    }

    private static String repeated(String element, long count) {
        if (count == 1) {
            return element;
        }
        if (count <= MOST_SPELT_OUT && element.length() * count < 400) {
            return (element + ",").repeat((int) count - 1) + element;
        }
        return "%s'\"$(e='%s'; printf \",$e%%.0s\" $(seq %d))\"'"
                .formatted(element, element, count - 1);
    }
}
