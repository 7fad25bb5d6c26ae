package io.leat.bench.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows' figures, medians of all windows of all rounds, as a table. */
final class Report {

    private final Map<String, Row> rows;
    private final Map<String, Figures> figures = new LinkedHashMap<>();

    Report(Map<String, Row> rows) {
        this.rows = rows;
    }

    void add(String name, List<Window> windows) {
        figures.computeIfAbsent(name, n -> new Figures(new ArrayList<>()))
                .windows()
                .addAll(windows);
    }

    /** In Markdown, its columns in line. */
    String table() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(
                List.of(
                        "row",
                        "",
                        "records/s",
                        "min … max",
                        "CPU s / 10,000",
                        "broker, model",
                        "compared"));
        lines.add(
                lines.get(0).stream().map(cell -> "-".repeat(Math.max(3, cell.length()))).toList());
        figures.forEach((name, found) -> lines.add(cells(rows.get(name), found)));
        return lines.stream().map(line -> line(line, lines)).collect(Collectors.joining("\n"));
    }

    private List<String> cells(Row row, Figures found) {
        return List.of(
                row.name(),
                row.title(),
                number(found.rate()),
                number(found.least()) + " … " + number(found.most()),
                "%.3f".formatted(found.micros() / 100),
                "%.2f, %.2f".formatted(found.broker() / 100, found.stub() / 100),
                row.baselines().stream()
                        .filter(figures::containsKey)
                        .map(
                                other ->
                                        "%.0f %% of %s"
                                                .formatted(
                                                        100
                                                                * found.rate()
                                                                / figures.get(other).rate(),
                                                        other))
                        .collect(Collectors.joining(", ")));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
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
}
