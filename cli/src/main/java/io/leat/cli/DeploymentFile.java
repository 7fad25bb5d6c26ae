// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.UnreadableFileException;
import io.leat.deployment.reader.DeploymentReader;
import io.leat.options.settings.ConfigurationCheck;
import io.leat.options.settings.Overrides;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A file with SeldonDeployments in it, on disk. */
final class DeploymentFile {

    private DeploymentFile() {}

    /**
     * Its SeldonDeployments, looked at as their jobs will; {@code CommandFailure} with exit code 2
     * if it cannot be read.
     *
     * @param overrides what wins over the documents
     */
    static List<DeploymentDocument> read(Path file, Overrides overrides) throws CommandFailure {
        try {
            return DeploymentReader.read(text(file), file.toString()).stream()
                    .map(document -> ConfigurationCheck.checked(document, overrides))
                    .toList();
        } catch (UnreadableFileException e) {
            throw new CommandFailure(LeatCommand.USAGE, e.getMessage());
        }
    }

    /** What stands in it; {@code CommandFailure} with exit code 2 if it cannot be read. */
    static String text(Path file) throws CommandFailure {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(LeatCommand.USAGE, file + ": no such file");
        } catch (CharacterCodingException e) {
            throw new CommandFailure(LeatCommand.USAGE, file + ": no UTF-8 text");
        } catch (IOException e) {
            String reason = Files.isDirectory(file) ? "a directory" : "not readable";
            throw new CommandFailure(
                    LeatCommand.USAGE, file + ": " + reason + " (expected: a file)");
        }
    }
}
