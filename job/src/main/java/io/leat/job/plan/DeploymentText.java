// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The text of a file with SeldonDeployments.
 *
 * @param origin what messages call it
 */
public record DeploymentText(String origin, String text) {

    /** Stands for standard input in the place of a path. */
    public static final String STANDARD_INPUT = "-";

    /**
     * Reads a file, or standard input to its end.
     *
     * @param file a path, or {@link #STANDARD_INPUT}
     * @throws ConfigurationException if there is no such text
     */
    public static DeploymentText of(String file) throws ConfigurationException {
        boolean isInput = file.equals(STANDARD_INPUT);
        String origin = isInput ? "standard input" : file;
        try {
            byte[] bytes = isInput ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
            return new DeploymentText(
                    origin,
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new ConfigurationException(
                    origin + ": no such file (expected: a SeldonDeployment)");
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(origin + ": not UTF-8 (expected: YAML or JSON)");
        } catch (IOException e) {
            throw new ConfigurationException(
                    !isInput && Files.isDirectory(Path.of(file))
                            ? origin + ": is a folder (expected: a file with a SeldonDeployment)"
                            : origin + ": cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
