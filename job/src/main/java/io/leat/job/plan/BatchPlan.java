// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import io.leat.client.batch.BatchSettings;
import io.leat.graph.Node;
import io.leat.options.PerNode;
import io.leat.options.settings.JobSettings.Batches;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The nodes of a graph that are sent batches. */
public final class BatchPlan {

    private final SortedMap<String, Node> nodes = new TreeMap<>();

    private BatchPlan(Node graph) {
        add(graph);
    }

    private void add(Node node) {
        nodes.put(node.name(), node);
        node.children().forEach(this::add);
    }

    /** How each node that is sent batches is; empty if none is. */
    public static Map<String, BatchSettings> of(Node graph, Batches batches) {
        BatchPlan plan = new BatchPlan(graph);
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
            throw new IllegalStateException(node + ": no value (expected: its default)");
        }
        return value;
    }
}
