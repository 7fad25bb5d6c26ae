// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.terminal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Foreign text for a terminal: its control characters are escaped. */
public final class Printable {

    private Printable() {}

    /** UTF-8, or what can be read of it. */
    public static String text(byte @Nullable [] bytes) {
        return bytes == null ? "(none)" : text(new String(bytes, StandardCharsets.UTF_8));
    }

    /**
     * One line: control characters, and those that turn the direction of writing, as {@code
     * \\u001b}.
     */
    public static String text(@Nullable String text) {
        if (text == null) {
            return "-";
        }
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            if (isHarmless(point)) {
                                printable.appendCodePoint(point);
                            } else {
                                printable.append("\\u%04x".formatted(point));
                            }
                        });
        return printable.toString();
    }

    public static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE ->
                    false;
            default -> true;
        };
    }
}
