// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.picture;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws an image with characters, 28 columns by 14 lines. A character cell is about twice as high
 * as wide, so each stands for two pixels, one above the other.
 */
public final class TerminalPicture {

    private static final String ASCII_RAMP = " .:-=+*#%@";
    private static final String BLOCK_RAMP = " ░▒▓█";

    /** From this difference on, a cell shows its two pixels as black and white halves. */
    private static final int EDGE = 110;

    /** The first of the palette's 24 greys, dark to bright. */
    private static final int FIRST_GREY = 232;

    private static final int GREYS = 24;

    private TerminalPicture() {}

    /** The lines of the picture, top first, each 28 columns wide and complete in itself. */
    public static List<String> lines(GreyImage image, PictureStyle style) {
        return IntStream.range(0, GreyImage.SIDE / 2)
                .mapToObj(line -> line(image, style, line))
                .toList();
    }

    private static String line(GreyImage image, PictureStyle style, int line) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < GreyImage.SIDE; column++) {
            int top = image.at(2 * line, column);
            int bottom = image.at(2 * line + 1, column);
            text.append(
                    switch (style) {
                        case COLOUR -> halves(top, bottom);
                        case BLOCKS -> String.valueOf(block(top, bottom));
                        case ASCII -> String.valueOf(shade(ASCII_RAMP, (top + bottom) / 2));
                    });
        }
        return switch (style) {
            case COLOUR -> text.append("\u001b[0m").toString();
            case BLOCKS, ASCII -> text.toString();
        };
    }

    private static String halves(int top, int bottom) {
        return "\u001b[38;5;" + grey(top) + ";48;5;" + grey(bottom) + "m▀";
    }

    private static char block(int top, int bottom) {
        if (top - bottom >= EDGE) {
            return '▀';
        }
        return bottom - top >= EDGE ? '▄' : shade(BLOCK_RAMP, (top + bottom) / 2);
    }

    private static char shade(String ramp, int value) {
        return ramp.charAt(value * ramp.length() / 256);
    }

    private static int grey(int value) {
        return FIRST_GREY + value * GREYS / 256;
    }
}
