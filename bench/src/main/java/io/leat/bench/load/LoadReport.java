// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.leat.bench.load.experiment.Figures;
import io.leat.bench.load.experiment.LoadResults;
import io.leat.bench.load.experiment.LoadRow;
import io.leat.bench.load.measure.Delays;
import io.leat.bench.load.measure.MarkdownTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of a run as tables for a person, as JSON for programs, and as a picture. */
final class LoadReport {

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, LoadRow> rows;
    private final LoadResults results;
    private final Map<String, String> machine;

    LoadReport(Map<String, LoadRow> rows, LoadResults results, Map<String, String> machine) {
        this.rows = rows;
        this.results = results;
        this.machine = machine;
    }

    /**
     * The results of the last run that was written there.
     *
     * @param files their path without what the names end in
     */
    static LoadResults read(Path files) {
        try {
            JsonNode all = JSON.readTree(of(files, "json").toFile());
            return new LoadResults(
                    JSON.convertValue(
                            all.path("rows"),
                            new TypeReference<LinkedHashMap<String, Figures>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException("no results to add to", e);
        }
    }

    void write(Path files) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", machine);
        all.put("rows", results.all());
        all.put("targets", targetCells());
        try {
            Files.createDirectories(files.getParent());
            JSON.writeValue(of(files, "json").toFile(), all);
            Files.writeString(of(files, "md"), text());
            Files.writeString(of(files, "svg"), BarChart.of(rows, results));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path of(Path files, String ending) {
        return files.resolveSibling(files.getFileName() + "." + ending);
    }

    /** All of it in Markdown. */
    String text() {
        String made =
                machine.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining("\n"));
        return String.join("\n", rates(), delays(), stages(), targets(), made, "");
    }

    private String rates() {
        MarkdownTable table =
                new MarkdownTable(
                        "row",
                        "",
                        "records/s",
                        "min … max",
                        "CPU s / 10,000",
                        "broker + model",
                        "kB allocated",
                        "compared");
        for (LoadRow row : rows.values()) {
            Figures found = results.find(row.name());
            if (found != null && !found.windows().isEmpty()) {
                table.add(
                        row.name(),
                        row.title(),
                        number(found.rate()),
                        number(found.least()) + " … " + number(found.most()),
                        decimals(found.micros() / 100),
                        decimals(found.broker() / 100) + " + " + decimals(found.stub() / 100),
                        decimals(found.allocated() / 1e3),
                        compared(row, found));
            }
        }
        return table.toString();
    }

    private String compared(LoadRow row, Figures found) {
        return row.baselines().stream()
                .filter(results::has)
                .map(
                        other ->
                                String.format(
                                        Locale.ROOT,
                                        "%.0f %% of %s",
                                        100 * found.rate() / results.get(other).rate(),
                                        other))
                .collect(Collectors.joining(", "));
    }

    private String delays() {
        MarkdownTable table =
                new MarkdownTable(
                        "row", "", "p50 ms", "p95 ms", "p99 ms", "max ms", "longest silence ms");
        for (LoadRow row : rows.values()) {
            Figures found = results.find(row.name());
            if (found != null && !found.delays().isEmpty()) {
                table.add(
                        row.name(),
                        row.title(),
                        decimals(found.delay(Delays::p50)),
                        decimals(found.delay(Delays::p95)),
                        decimals(found.delay(Delays::p99)),
                        decimals(found.delay(Delays::most)),
                        decimals(found.delay(Delays::silence)));
            }
        }
        return table.toString();
    }

    /** Medians and 99th percentiles of the parts of the way; those do not add up to the whole's. */
    private String stages() {
        MarkdownTable table =
                new MarkdownTable(
                        "p50 / p99 ms",
                        "sent to the input topic",
                        "read, waited for its turn, written",
                        "model and graph",
                        "made visible and read");
        for (LoadRow row : rows.values()) {
            Figures found = results.find(row.name());
            if (found != null && found.delays().stream().anyMatch(each -> hasStages(each))) {
                table.add(
                        row.name(),
                        stage(found, "sent"),
                        stage(found, "job"),
                        stage(found, "model"),
                        stage(found, "visible"));
            }
        }
        return table.toString();
    }

    private static boolean hasStages(Delays delays) {
        return !delays.stages().isEmpty();
    }

    private static String stage(Figures found, String name) {
        return decimals(found.delay(delays -> delays.stage(name).p50()))
                + " / "
                + decimals(found.delay(delays -> delays.stage(name).p99()));
    }

    private String targets() {
        MarkdownTable table = new MarkdownTable("target", "wanted", "found", "");
        for (Map<String, String> cells : targetCells()) {
            table.add(cells.values().toArray(String[]::new));
        }
        return table.toString();
    }

    private List<Map<String, String>> targetCells() {
        return LoadTargets.ALL.stream()
                .filter(target -> target.isKnown(results))
                .map(
                        target -> {
                            Map<String, String> cells = new LinkedHashMap<>();
                            cells.put("target", target.what());
                            cells.put("wanted", target.wanted());
                            cells.put("found", target.found(results));
                            cells.put("verdict", target.holds(results) ? "holds" : "MISSED");
                            return cells;
                        })
                .toList();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String decimals(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
    }
}
