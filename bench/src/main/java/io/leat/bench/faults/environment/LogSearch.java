// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.environment;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the job's processes have logged from now on. */
public final class LogSearch {

    private final Path folder;
    private final Map<Path, Long> before = new HashMap<>();

    public LogSearch(Path folder) {
        this.folder = folder;
        files().forEach(file -> before.put(file, file.toFile().length()));
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file ->
                                    String.valueOf(file.getFileName())
                                            .matches("(taskmanager|jobmanager).*\\.out"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many lines have a match. */
    public long count(String expression) {
        Pattern pattern = Pattern.compile(expression);
        return files().stream()
                .flatMap(this::since)
                .filter(line -> pattern.matcher(line).find())
                .count();
    }

    private Stream<String> since(Path file) {
        try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
            reader.seek(before.getOrDefault(file, 0L));
            byte[] rest = new byte[(int) (reader.length() - reader.getFilePointer())];
            reader.readFully(rest);
            return new String(rest, StandardCharsets.UTF_8).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
