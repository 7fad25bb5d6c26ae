// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options.settings;

import io.leat.graph.Node;
import io.leat.options.Option;
import io.leat.options.OptionReader;
import io.leat.options.PerNode;
import io.leat.options.catalog.BatchOptions;
import io.leat.options.catalog.ModelSecurityOptions;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rule that nodes named by options exist and can do what is asked of them. */
public final class NodeRules {

    private final SortedMap<String, Node> nodes = new TreeMap<>();
    private final OptionReader reader;

    private NodeRules(Node graph, OptionReader reader) {
        this.reader = reader;
        add(graph);
    }

    private void add(Node node) {
        nodes.put(node.name(), node);
        node.children().forEach(this::add);
    }

    /** Notes what is asked of nodes that there are not, or that cannot do it. */
    public static void check(Node graph, OptionReader reader) {
        NodeRules rules = new NodeRules(graph, reader);
        Set<String> secured = reader.read(ModelSecurityOptions.NODES);
        rules.security(secured == null ? Set.of() : secured);
        PerNode<Integer> rows = orNone(reader.read(BatchOptions.SIZE));
        rules.strangers(BatchOptions.SIZE, rows);
        rules.strangers(BatchOptions.DELAY, orNone(reader.read(BatchOptions.DELAY)));
        rules.strangers(BatchOptions.BYTES, orNone(reader.read(BatchOptions.BYTES)));
        rules.incapable(rows);
    }

    private static <T> PerNode<T> orNone(@Nullable PerNode<T> values) {
        return values == null ? PerNode.none() : values;
    }

    private void security(Set<String> secured) {
        List<String> called =
                nodes.values().stream()
                        .filter(node -> node.endpoint() != null)
                        .map(Node::name)
                        .toList();
        secured.stream()
                .filter(node -> !called.contains(node))
                .sorted()
                .forEach(
                        node ->
                                reader.problem(
                                        "%s names \"%s\" (expected: nodes of the graph that are called: %s)"
                                                .formatted(
                                                        reader.name(ModelSecurityOptions.NODES),
                                                        node,
                                                        String.join(", ", called)),
                                        ModelSecurityOptions.NODES));
    }

    private void strangers(Option<?> option, PerNode<?> values) {
        for (String node : new TreeMap<>(values.nodes()).keySet()) {
            if (!nodes.containsKey(node)) {
                reader.problem(
                        "%s: node \"%s\" (expected: one of %s)"
                                .formatted(
                                        reader.name(option),
                                        node,
                                        String.join(", ", nodes.keySet())),
                        option);
            }
        }
    }

    private void incapable(PerNode<Integer> rows) {
        new TreeMap<>(rows.nodes())
                .forEach(
                        (name, own) -> {
                            Node node = nodes.get(name);
                            if (node != null && own > 1 && !node.takesRows()) {
                                reader.problem(
                                        "%s: node \"%s\" (%s) is %d (expected: 1, or a node that is called to predict or transform)"
                                                .formatted(
                                                        reader.name(BatchOptions.SIZE),
                                                        name,
                                                        node.type(),
                                                        own),
                                        BatchOptions.SIZE);
                            }
                        });
        Integer others = rows.others();
        if (others != null && others > 1 && nodes.values().stream().noneMatch(Node::takesRows)) {
            reader.problem(
                    "%s is %d (expected: 1, as no node of the graph is called to predict or transform)"
                            .formatted(reader.name(BatchOptions.SIZE), others),
                    BatchOptions.SIZE);
        }
    }
}
