// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load;

import io.leat.bench.load.experiment.Figures;
import io.leat.bench.load.experiment.LoadResults;
import io.leat.bench.load.experiment.LoadRow;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Records a second as bars, with the least and the most that were seen. */
final class BarChart {

    private static final int WIDTH = 860;
    private static final int LEFT = 330;
    private static final int RIGHT = 90;
    private static final int LINE = 22;
    private static final int BAR = 14;

    private final StringBuilder svg = new StringBuilder();
    private final double scale;

    private BarChart(double most) {
        scale = (WIDTH - LEFT - RIGHT) / most;
    }

    static String of(Map<String, LoadRow> rows, LoadResults results) {
        List<LoadRow> shown =
                rows.values().stream()
                        .filter(row -> results.has(row.name()))
                        .filter(row -> !results.get(row.name()).windows().isEmpty())
                        .toList();
        double most =
                shown.stream().mapToDouble(row -> results.get(row.name()).most()).max().orElse(1);
        BarChart picture = new BarChart(most);
        int height = (shown.size() + 2) * LINE;
        picture.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH, height, WIDTH);
        picture.add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
        picture.add("<text x=\"%d\" y=\"16\" font-weight=\"bold\">records/s</text>%n", LEFT);
        for (int i = 0; i < shown.size(); i++) {
            LoadRow row = shown.get(i);
            picture.bar(row, results.get(row.name()), (i + 1) * LINE);
        }
        picture.add("</svg>%n");
        return picture.svg.toString();
    }

    private void bar(LoadRow row, Figures found, int top) {
        boolean baseline = row.baselines().isEmpty();
        int text = top + BAR - 2;
        add(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n",
                LEFT - 8, text, escaped(row.title()));
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                LEFT, top, scale * found.rate(), BAR, baseline ? "#b0b7bf" : "#2f6db3");
        int middle = top + BAR / 2;
        add(
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"black\"/>%n",
                LEFT + scale * found.least(), LEFT + scale * found.most(), middle, middle);
        add(
                "<text x=\"%.1f\" y=\"%d\">%,.0f</text>%n",
                LEFT + scale * found.most() + 6, text, found.rate());
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
