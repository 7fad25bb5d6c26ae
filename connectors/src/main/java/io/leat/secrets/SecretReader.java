// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gets the text of certificates, keys and passwords where it is needed.
 *
 * @param environment the value of a variable, or null
 */
public record SecretReader(Function<String, @Nullable String> environment) {

    public static final SecretReader HERE = new SecretReader(System::getenv);

    /**
     * The text, without the line break a file ends with.
     *
     * @throws SecretException if it cannot be had; names the place, never the text
     */
    public String read(SecretReference reference) {
        return switch (reference.source()) {
            case VALUE -> reference.text();
            case ENVIRONMENT -> variable(reference.text());
            case FILE -> file(reference.text());
        };
    }

    private String variable(String name) {
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            throw new SecretException(
                    "%s is not set in the environment of this process (expected: the same variables on every JobManager and TaskManager)"
                            .formatted(name));
        }
        return value;
    }

    private static String file(String path) {
        try {
            return Files.readString(Path.of(path), StandardCharsets.UTF_8).stripTrailing();
        } catch (NoSuchFileException e) {
            throw new SecretException(
                    "file %s does not exist (expected: the same file on every JobManager and TaskManager)"
                            .formatted(path));
        } catch (IOException e) {
            throw new SecretException(
                    "file %s cannot be read (expected: a text file this process may read)"
                            .formatted(path));
        }
    }
}
