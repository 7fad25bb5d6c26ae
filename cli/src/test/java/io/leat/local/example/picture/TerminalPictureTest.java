// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalPictureTest {

    @Test
    void drawsBrightnessInAscii() {
        assertThat(TerminalPicture.lines(gradient(), PictureStyle.ASCII))
                .hasSize(14)
                .containsOnly("   ...:::--===+++***##%%%@@@");
    }

    @Test
    void drawsBrightnessInShades() {
        assertThat(TerminalPicture.lines(gradient(), PictureStyle.BLOCKS))
                .hasSize(14)
                .containsOnly("      ░░░░░▒▒▒▒▒▒▓▓▓▓▓██████");
    }

    @Test
    void drawsAnEdgeBetweenTwoRowsAsAHalfBlock() {
        assertThat(TerminalPicture.lines(whiteUpTo(3), PictureStyle.BLOCKS))
                .startsWith("█".repeat(28), "▀".repeat(28), " ".repeat(28));
        assertThat(TerminalPicture.lines(whiteFrom(3), PictureStyle.BLOCKS))
                .startsWith(" ".repeat(28), "▄".repeat(28), "█".repeat(28));
    }

    @Test
    void drawsEveryPixelInColourAndEndsEachLinePlain() {
        List<String> lines = TerminalPicture.lines(whiteUpTo(3), PictureStyle.COLOUR);

        assertThat(lines).hasSize(14).allSatisfy(line -> assertThat(line).endsWith("\u001b[0m"));
        assertThat(lines.get(1)).startsWith("\u001b[38;5;255;48;5;232m▀");
    }

    @ParameterizedTest
    @EnumSource(
            value = PictureStyle.class,
            names = {"BLOCKS", "ASCII"})
    void usesNoEscapeSequencesWithoutColour(PictureStyle style) {
        assertThat(TerminalPicture.lines(gradient(), style))
                .allSatisfy(line -> assertThat(line).hasSize(28).doesNotContain("\u001b"));
    }

    static Stream<Arguments> surroundings() {
        Map<String, String> plain = Map.of("TERM", "xterm-256color");
        Charset utf8 = StandardCharsets.UTF_8;
        return Stream.of(
                arguments(true, utf8, plain, PictureStyle.COLOUR),
                arguments(false, utf8, plain, PictureStyle.BLOCKS),
                arguments(
                        true, utf8, Map.of("TERM", "xterm", "NO_COLOR", "1"), PictureStyle.BLOCKS),
                arguments(true, utf8, Map.of("TERM", "xterm", "NO_COLOR", ""), PictureStyle.COLOUR),
                arguments(true, utf8, Map.of("TERM", "dumb"), PictureStyle.BLOCKS),
                arguments(true, utf8, Map.of(), PictureStyle.BLOCKS),
                arguments(true, StandardCharsets.US_ASCII, plain, PictureStyle.ASCII),
                arguments(false, StandardCharsets.ISO_8859_1, plain, PictureStyle.ASCII));
    }

    @ParameterizedTest(name = "terminal={0} {1} {2}: {3}")
    @MethodSource("surroundings")
    void choosesTheStyleThatShowsAsMeant(
            boolean terminal, Charset charset, Map<String, String> env, PictureStyle expected) {
        assertThat(PictureStyle.suiting(terminal, charset, env)).isEqualTo(expected);
    }

    /** Black at the left to white at the right. */
    private static GreyImage gradient() {
        return image((row, column) -> column * 255 / 27);
    }

    private static GreyImage whiteUpTo(int rows) {
        return image((row, column) -> row < rows ? 255 : 0);
    }

    private static GreyImage whiteFrom(int rows) {
        return image((row, column) -> row < rows ? 0 : 255);
    }

    private interface Pixel {
        int at(int row, int column);
    }

    private static GreyImage image(Pixel pixel) {
        int[] pixels = new int[GreyImage.SIDE * GreyImage.SIDE];
        Arrays.setAll(pixels, i -> pixel.at(i / GreyImage.SIDE, i % GreyImage.SIDE));
        return new GreyImage(pixels);
    }
}
