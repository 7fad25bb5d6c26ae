// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.leat.bench.harness.DeliveryAudit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The results as a table for a person and as JSON for programs. */
final class FaultReport {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final List<RowResult> results = new ArrayList<>();

    void add(RowResult result) {
        results.add(result);
    }

    /** False for a run without any row, too. */
    boolean allPassed() {
        return !results.isEmpty() && results.stream().allMatch(RowResult::passed);
    }

    /** The figures in a line. */
    static String sentence(RowResult result) {
        DeliveryAudit.Tally tally = result.tally();
        return "%d records: %d predictions, %d dead letters; %d lost, %d duplicated, %d out of order, %d wrong (%d s)"
                .formatted(
                        tally.records(),
                        tally.outputs(),
                        tally.deadLetters(),
                        tally.lost(),
                        tally.duplicated(),
                        tally.disordered(),
                        tally.wrong(),
                        result.took().toSeconds());
    }

    private static Map<String, Object> cells(RowResult result) {
        DeliveryAudit.Tally tally = result.tally();
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("row", result.name());
        cells.put("verdict", result.passed() ? "PASS" : "FAIL");
        cells.put("records", tally.records());
        cells.put("outputs", tally.outputs());
        cells.put("dead letters", tally.deadLetters());
        cells.put("lost", tally.lost());
        cells.put("duplicated", tally.duplicated());
        cells.put("out of order", tally.disordered());
        cells.put("wrong", tally.wrong());
        cells.put("restarts", result.restarts() == null ? "?" : result.restarts());
        cells.put("seconds", result.took().toSeconds());
        return cells;
    }

    /** A table in Markdown, its columns in line. */
    String table() {
        List<List<String>> lines = new ArrayList<>();
        for (RowResult result : results) {
            Map<String, Object> cells = cells(result);
            if (lines.isEmpty()) {
                lines.add(List.copyOf(cells.keySet()));
                lines.add(cells.keySet().stream().map(c -> "-".repeat(c.length())).toList());
            }
            lines.add(cells.values().stream().map(Object::toString).toList());
        }
        return lines.stream().map(line -> line(line, lines)).collect(Collectors.joining("\n"));
    }

    private static String line(List<String> cells, List<List<String>> all) {
        StringBuilder text = new StringBuilder("|");
        for (int i = 0; i < cells.size(); i++) {
            int column = i;
            int width = all.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
            text.append(' ')
                    .append(cells.get(i))
                    .append(" ".repeat(width - cells.get(i).length()))
                    .append(" |");
        }
        return text.toString();
    }

    void write(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".md"), table() + "\n");
            List<Map<String, Object>> rows =
                    results.stream()
                            .map(
                                    result -> {
                                        Map<String, Object> cells = cells(result);
                                        cells.put("letters", result.tally().letters());
                                        cells.put("problems", result.problems());
                                        cells.put("remarks", result.remarks());
                                        return cells;
                                    })
                            .toList();
            JSON.writeValue(folder.resolve(name + ".json").toFile(), rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
