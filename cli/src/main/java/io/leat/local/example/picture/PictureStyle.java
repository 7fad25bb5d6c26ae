// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.picture;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a picture in a terminal is drawn with. */
public enum PictureStyle {
    /** Half blocks in 24 greys of the 256-colour palette: every pixel shows. */
    COLOUR,
    /** Shades and half blocks of Unicode, without any escape sequence. */
    BLOCKS,
    /** Characters of 7-bit ASCII, denser for brighter. */
    ASCII;

    /**
     * The best style that shows as meant.
     *
     * @param terminal whether a person's terminal gets the output, not a file or a pipe
     * @param charset what the output is encoded in
     * @param environment the process's; {@code NO_COLOR} (see no-color.org) and {@code TERM} are
     *     read
     */
    public static PictureStyle suiting(
            boolean terminal, Charset charset, Map<String, String> environment) {
        if (!charset.equals(StandardCharsets.UTF_8)) {
            return ASCII;
        }
        return new Terminal(terminal, environment).takesColour() ? COLOUR : BLOCKS;
    }
}
