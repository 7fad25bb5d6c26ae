// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.picture;

import java.util.Arrays;

/** A square picture of 28 by 28 grey values, 0 for black to 255 for white. */
public final class GreyImage {

    /** Pixels per row, and rows. */
    public static final int SIDE = 28;

    /** The brightest grey. */
    public static final int WHITE = 255;

    private final int[] pixels;

    /**
     * @param pixels row by row, {@code SIDE * SIDE} long
     */
    public GreyImage(int[] pixels) {
        if (pixels.length != SIDE * SIDE) {
            throw new IllegalArgumentException(
                    pixels.length + " pixels (expected: " + SIDE * SIDE + ")");
        }
        for (int pixel : pixels) {
            if (pixel < 0 || pixel > WHITE) {
                throw new IllegalArgumentException("pixel " + pixel + " (expected: 0..255)");
            }
        }
        this.pixels = pixels.clone();
    }

    /** Black for white. */
    public GreyImage negative() {
        int[] negative = pixels.clone();
        for (int i = 0; i < negative.length; i++) {
            negative[i] = WHITE - pixels[i];
        }
        return new GreyImage(negative);
    }

    /** Row by row. */
    public double[] pixels() {
        return Arrays.stream(pixels).asDoubleStream().toArray();
    }

    public int at(int row, int column) {
        return pixels[row * SIDE + column];
    }
}
