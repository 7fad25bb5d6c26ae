// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown, its columns in line for who reads it as text. */
public final class MarkdownTable {

    private final List<List<String>> lines = new ArrayList<>();

    public MarkdownTable(String... titles) {
        lines.add(List.of(titles));
        lines.add(
                lines.get(0).stream()
                        .map(title -> "-".repeat(Math.max(3, title.length())))
                        .toList());
    }

    public void add(String... cells) {
        lines.add(List.of(cells));
    }

    @Override
    public String toString() {
        return lines.stream().map(this::line).collect(Collectors.joining("\n", "", "\n"));
    }

    private String line(List<String> cells) {
        StringBuilder text = new StringBuilder("|");
        for (int i = 0; i < cells.size(); i++) {
            int column = i;
            int width = lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
            text.append(' ')
                    .append(cells.get(i))
                    .append(" ".repeat(width - cells.get(i).length()))
                    .append(" |");
        }
        return text.toString();
    }
}
