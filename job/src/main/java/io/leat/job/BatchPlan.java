package io.leat.job;

import io.leat.graph.Node;
import io.leat.model.BatchSettings;
import io.leat.options.JobSettings.Batches;
import io.leat.options.PerNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which nodes of a graph are sent batches. */
final class BatchPlan {

    private static final String SIZE = "LEAT_BATCH_MAX_SIZE";

    private final SortedMap<String, Node> nodes = new TreeMap<>();
    private final Batches batches;

    private BatchPlan(Node graph, Batches batches) {
        this.batches = batches;
        add(graph);
    }

    private void add(Node node) {
        nodes.put(node.name(), node);
        node.children().forEach(this::add);
    }

    /** How each node that is sent batches is; empty if none is. */
    static Map<String, BatchSettings> of(Node graph, Batches batches) {
        BatchPlan plan = new BatchPlan(graph, batches);
        Map<String, BatchSettings> settings = new HashMap<>();
        plan.nodes.forEach(
                (name, node) -> {
                    Integer rows = batches.rows().of(name);
                    if (rows != null && rows > 1 && node.takesRows()) {
                        settings.put(
                                name,
                                new BatchSettings(
                                        rows,
                                        plan.stated(batches.delay(), name),
                                        plan.stated(batches.bytes(), name)));
                    }
                });
        return settings;
    }

    private <T> T stated(PerNode<T> option, String node) {
        T value = option.of(node);
        if (value == null) {
            throw new IllegalStateException(node + ": no value (expected: see problems())");
        }
        return value;
    }

    /** What is asked of nodes that there are not, or that cannot do it. */
    static List<String> problems(Node graph, Batches batches) {
        BatchPlan plan = new BatchPlan(graph, batches);
        List<String> problems = new ArrayList<>();
        plan.strangers(SIZE, batches.rows(), problems);
        plan.strangers("LEAT_BATCH_MAX_DELAY", batches.delay(), problems);
        plan.strangers("LEAT_BATCH_MAX_BYTES", batches.bytes(), problems);
        plan.incapable(problems);
        return problems;
    }

    private void strangers(String key, PerNode<?> option, List<String> problems) {
        for (String name : new TreeMap<>(option.nodes()).keySet()) {
            if (!nodes.containsKey(name)) {
                problems.add(
                        "%s: node \"%s\" (expected: one of %s)"
                                .formatted(key, name, String.join(", ", nodes.keySet())));
            }
        }
    }

    private void incapable(List<String> problems) {
        new TreeMap<>(batches.rows().nodes())
                .forEach(
                        (name, rows) -> {
                            Node node = nodes.get(name);
                            if (node != null && rows > 1 && !node.takesRows()) {
                                problems.add(
                                        "%s: node \"%s\" (%s) is %d (expected: 1, or a node that is called to predict or transform)"
                                                .formatted(SIZE, name, node.type(), rows));
                            }
                        });
        Integer others = batches.rows().others();
        if (others != null && others > 1 && nodes.values().stream().noneMatch(Node::takesRows)) {
            problems.add(
                    "%s is %d (expected: 1, as no node of the graph is called to predict or transform)"
                            .formatted(SIZE, others));
        }
    }
}
