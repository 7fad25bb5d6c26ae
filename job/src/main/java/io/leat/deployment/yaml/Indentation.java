// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.yaml;

import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Explains errors of YAML's indentation: names the line that a misplaced line belongs under. */
final class Indentation {

    /** How SnakeYAML says that a line belongs to no block that is open, and to none at all. */
    private static final List<String> NO_BLOCK =
            List.of(
                    "expected <block end>",
                    "expected '<document start>', but found '<block mapping start>'");

    private Indentation() {}

    /** Null where it is not the indentation that is wrong. */
    static @Nullable String problem(String text, MarkedYAMLException failure) {
        Mark at = failure.getProblemMark();
        String problem = failure.getProblem();
        if (at == null || problem == null || NO_BLOCK.stream().noneMatch(problem::startsWith)) {
            return null;
        }
        String[] lines = text.split("\\n", -1);
        int indentation = of(lines[at.getLine()]);
        if (indentation != at.getColumn()) {
            return null; // what is wrong stands within the line
        }
        return "not valid YAML: this line is indented by %s, as none above it that it could belong to (expected: %s)"
                .formatted(spaces(indentation), expected(lines, at.getLine(), indentation));
    }

    /** The nearest indentations of the lines above, each with the last line that has it. */
    private static String expected(String[] lines, int line, int indentation) {
        TreeMap<Integer, Integer> open = new TreeMap<>();
        int least = Integer.MAX_VALUE;
        for (int i = line - 1; i >= 0; i--) {
            int found = of(lines[i]);
            if (!isEmpty(lines[i]) && found < least) {
                least = found;
                open.put(found, i + 1);
            }
        }
        var less = open.lowerEntry(indentation);
        var more = open.higherEntry(indentation);
        String first = less == null ? "" : spaces(less.getKey()) + " as in line " + less.getValue();
        String second =
                more == null ? "" : spaces(more.getKey()) + " as in line " + more.getValue();
        return first.isEmpty() || second.isEmpty() ? first + second : first + ", or " + second;
    }

    private static boolean isEmpty(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    private static int of(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static String spaces(int count) {
        return count == 1 ? "1 space" : count + " spaces";
    }
}
