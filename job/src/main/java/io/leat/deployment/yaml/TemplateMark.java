// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.UnreadableFileException;
import io.leat.deployment.schema.Paths;
import io.leat.deployment.schema.Problems;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Marks of a template that was not rendered: of Helm, Go, Jinja or Argo. A file of that kind is no
 * document yet.
 */
public final class TemplateMark {

    private static final String EXPECTED =
            " (expected: what the template gives, for example by helm template)";

    private TemplateMark() {}

    /**
     * The failure to read a text, or a better one where the text is a template: its first mark
     * stands before, or where, reading failed.
     */
    static UnreadableFileException explain(
            String text, String source, UnreadableFileException failure) {
        String[] lines = text.split("\\n", -1);
        int last = failure.line() > 0 ? Math.min(failure.line(), lines.length) : lines.length;
        for (int i = 0; i < last; i++) {
            int at = lines[i].stripLeading().startsWith("#") ? -1 : mark(lines[i]);
            if (at >= 0) {
                return new UnreadableFileException(
                        source,
                        i + 1,
                        at + 1,
                        "\""
                                + lines[i].substring(at, at + 2)
                                + "\": a template's mark"
                                + EXPECTED
                                + "; as it is, it cannot be read"
                                + (failure.line() > 0 ? " at line " + failure.line() : ""));
            }
        }
        return failure;
    }

    private static int mark(String line) {
        int expression = line.indexOf("{{");
        int statement = line.indexOf("{%");
        return expression < 0 || (statement >= 0 && statement < expression)
                ? statement
                : expression;
    }

    /** Says where a document that is wrong still has a mark, unless another error says so. */
    public static void check(JsonNode document, Problems problems) {
        String path = find(document, "");
        boolean said =
                problems.errors().stream().anyMatch(e -> e.message().contains("placeholder {{"));
        if (path != null && !said) {
            problems.error(path, "a template's {{" + EXPECTED);
        }
    }

    private static @Nullable String find(JsonNode node, String path) {
        if (node.isTextual()) {
            return node.textValue().contains("{{") ? path : null;
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            String found = find(node.get(i), path + "[" + i + "]");
            if (found != null) {
                return found;
            }
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String found = find(field.getValue(), Paths.child(path, field.getKey()));
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
