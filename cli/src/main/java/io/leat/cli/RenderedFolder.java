// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.cli.flags.CommandFailure;
import io.leat.cli.flags.ExitCode;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folder of {@code leat render --output-dir}. Every file is written beside its place first and
 * moved there when all of them are, so that a full disk leaves the folder as it was.
 */
final class RenderedFolder {

    private static final String UNFINISHED = ".leat-";

    private RenderedFolder() {}

    /** Writes files by name; files of other names stay as they are. */
    static void write(Path folder, Map<String, String> files) throws CommandFailure {
        Map<Path, Path> written = new LinkedHashMap<>();
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path target = folder.resolve(file.getKey());
                if (!file.getValue().equals(current(target))) {
                    Path unfinished = folder.resolve(UNFINISHED + file.getKey());
                    written.put(unfinished, target);
                    Files.writeString(unfinished, file.getValue());
                }
            }
            for (Map.Entry<Path, Path> file : written.entrySet()) {
                move(file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            written.keySet().forEach(RenderedFolder::discard);
            throw new CommandFailure(
                    ExitCode.USAGE,
                    folder
                            + ": cannot be written to: "
                            + e.getClass().getSimpleName()
                            + " (expected: a folder, or a place where one can be made)");
        }
    }

    private static @Nullable String current(Path target) throws IOException {
        try {
            return Files.readString(target);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void discard(Path unfinished) {
        try {
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            // The failure that led here already names what could not be written.
        }
    }
}
