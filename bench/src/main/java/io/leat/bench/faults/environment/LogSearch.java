// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.environment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
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
        return files().stream().mapToLong(file -> count(file, pattern)).sum();
    }

    /** Line by line: in an outage of minutes the log of a process outgrows this one's heap. */
    private long count(Path file, Pattern pattern) {
        try (InputStream in = Files.newInputStream(file);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            in.skipNBytes(before.getOrDefault(file, 0L));
            return reader.lines().filter(line -> pattern.matcher(line).find()).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
