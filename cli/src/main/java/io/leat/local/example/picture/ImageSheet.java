// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.picture;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Many images as tiles of one picture, with a table that labels them: one line {@code
 * test_index,label} per tile under a heading, tiles counted row by row.
 */
public final class ImageSheet {

    private ImageSheet() {}

    public static List<ExampleImage> read(byte[] png, String table, List<String> classes) {
        Raster raster = raster(png);
        int tilesPerRow = raster.getWidth() / GreyImage.SIDE;
        List<String> lines = table.lines().skip(1).toList();
        List<ExampleImage> images = new ArrayList<>();
        for (int tile = 0; tile < lines.size(); tile++) {
            String[] cells = lines.get(tile).split(",", -1);
            images.add(
                    new ExampleImage(
                            Integer.parseInt(cells[0]),
                            tile(raster, tile % tilesPerRow, tile / tilesPerRow),
                            classes.get(Integer.parseInt(cells[1]))));
        }
        return List.copyOf(images);
    }

    private static GreyImage tile(Raster raster, int column, int row) {
        int side = GreyImage.SIDE;
        int[] pixels =
                raster.getSamples(column * side, row * side, side, side, 0, new int[side * side]);
        return new GreyImage(pixels);
    }

    /** The raster, not the image's colours: those would be converted from one grey to another. */
    private static Raster raster(byte[] png) {
        // From memory: ImageIO's own choice for a stream is a cache file on disk.
        var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png));
        try {
            return ImageIO.read(in).getData(); // closes the stream as well
        } catch (IOException e) {
            throw new UncheckedIOException("image sheet of " + png.length + " bytes", e);
        }
    }
}
