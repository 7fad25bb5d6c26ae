// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.growth;

import io.leat.bench.load.experiment.LoadResults;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a record costs over each axis: measured in blue, as it should be in grey, both logarithmic.
 */
final class GrowthChart {

    private static final int COLUMNS = 3;
    private static final int WIDTH = 290;
    private static final int HEIGHT = 210;
    private static final int LEFT = 45;
    private static final int TOP = 30;
    private static final int INNER_WIDTH = WIDTH - LEFT - 20;
    private static final int INNER_HEIGHT = HEIGHT - TOP - 30;

    private final StringBuilder svg = new StringBuilder();

    private GrowthChart() {}

    static String of(LoadResults results) {
        List<GrowthAxis> shown =
                Stream.of(GrowthAxis.values())
                        .filter(axis -> axis.costs(results).size() > 1)
                        .toList();
        GrowthChart chart = new GrowthChart();
        int rows = (shown.size() + COLUMNS - 1) / COLUMNS;
        chart.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" font-family=\"sans-serif\" font-size=\"11\">%n",
                COLUMNS * WIDTH, Math.max(1, rows) * HEIGHT, COLUMNS * WIDTH);
        chart.add("<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n");
        for (int i = 0; i < shown.size(); i++) {
            chart.panel(shown.get(i), results, i % COLUMNS * WIDTH, i / COLUMNS * HEIGHT);
        }
        chart.add("</svg>%n");
        return chart.svg.toString();
    }

    private void panel(GrowthAxis axis, LoadResults results, int x, int y) {
        NavigableMap<Integer, Double> costs = axis.costs(results);
        List<Double> both =
                Stream.concat(
                                costs.values().stream(),
                                costs.keySet().stream()
                                        .map(number -> axis.shape().expected(costs, number)))
                        .toList();
        double most = both.stream().mapToDouble(cost -> cost).max().orElseThrow();
        double least = both.stream().mapToDouble(cost -> cost).min().orElseThrow();
        Scale across = new Scale(costs.firstKey(), costs.lastKey(), INNER_WIDTH);
        Scale up = new Scale(least / 2, most * 1.2, INNER_HEIGHT);
        add("<g transform=\"translate(%d,%d)\">%n", x + LEFT, y + TOP);
        add(
                "<text x=\"0\" y=\"-12\" font-weight=\"bold\">µs of CPU a record, by %s</text>%n",
                axis.words());
        add(
                "<path d=\"M0,0 V%d H%d\" fill=\"none\" stroke=\"#888\"/>%n",
                INNER_HEIGHT, INNER_WIDTH);
        line(
                costs.keySet().stream()
                        .map(n -> point(across, up, n, axis.shape().expected(costs, n))),
                "#b0b7bf");
        line(
                costs.entrySet().stream().map(e -> point(across, up, e.getKey(), e.getValue())),
                "#2f6db3");
        costs.forEach(
                (number, cost) -> {
                    add(
                            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                            across.of(number), INNER_HEIGHT + 15, shortNumber(number));
                    add(
                            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" font-size=\"9\">%s</text>%n",
                            across.of(number), INNER_HEIGHT - up.of(cost) - 6, shortNumber(cost));
                });
        add("</g>%n");
    }

    private void line(Stream<String> points, String colour) {
        add(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                points.collect(Collectors.joining(" ")), colour);
    }

    private static String point(Scale across, Scale up, int number, double cost) {
        return String.format(
                Locale.ROOT, "%.1f,%.1f", across.of(number), INNER_HEIGHT - up.of(cost));
    }

    private static String shortNumber(double value) {
        if (value >= 1e6) {
            return String.format(Locale.ROOT, "%.3gM", value / 1e6).replace(".00M", "M");
        }
        if (value >= 1e4) {
            return String.format(Locale.ROOT, "%.0fk", value / 1e3);
        }
        return String.format(
                Locale.ROOT, value == Math.rint(value) || value >= 100 ? "%.0f" : "%.1f", value);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    /** A logarithmic one. */
    private record Scale(double least, double most, int length) {

        double of(double value) {
            return length * Math.log(value / least) / Math.log(most / least);
        }
    }
}
