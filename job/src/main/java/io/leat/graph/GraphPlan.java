// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.BadPayloadException;
import io.leat.protocol.MessageCodec;
import io.leat.protocol.Payload;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A graph made ready for walking, once for all records. Immutable and shared between threads.
 *
 * <p>The graph is one that {@link GraphCheck} has nothing against.
 */
public final class GraphPlan {

    final PlanNode root;
    final MessageCodec codec;
    final boolean injectsRouting;
    final int size;
    private final Map<String, PlanNode> byName;
    private final List<PlanNode> abTests;
    private final boolean readsHeaders;
    final List<PlanNode> mayFail;

    /** Those that choose among their children. */
    final List<PlanNode> choosing;

    private GraphPlan(Node graph, MessageCodec codec, WalkOptions options) {
        List<PlanNode> all = new ArrayList<>();
        this.root = new PlanNode(graph, null, 0, all);
        this.codec = codec;
        this.injectsRouting = options.routingInjection();
        this.size = all.size();
        Map<String, PlanNode> named = new HashMap<>();
        all.forEach(node -> named.put(node.name, node));
        if (named.size() < all.size()) {
            throw new IllegalArgumentException(
                    named.size() + " names for " + all.size() + " nodes (expected: one each)");
        }
        this.byName = Map.copyOf(named);
        this.abTests = all.stream().filter(node -> node.router == PlanNode.Router.AB_TEST).toList();
        this.mayFail = all.stream().filter(node -> node.onFailure != null).toList();
        this.choosing = all.stream().filter(PlanNode::chooses).toList();
        this.readsHeaders = all.stream().anyMatch(node -> node.router == PlanNode.Router.SWITCH);
    }

    /** Plans the walks through a graph. */
    public static GraphPlan of(Node graph, MessageCodec codec, WalkOptions options) {
        return new GraphPlan(graph, codec, options);
    }

    /** A walk for one record, of a graph that looks at no header. */
    public GraphWalk begin(Payload record, DoubleSupplier draws) {
        return begin(record, draws, name -> null);
    }

    /** Whether records are sent where a header of theirs says. */
    public boolean readsHeaders() {
        return readsHeaders;
    }

    /**
     * A walk for one record.
     *
     * @param draws numbers from 0 (inclusive) to 1, asked for only if the graph has A/B tests: one
     *     for each, in the graph's order, so that the same numbers take the same way however the
     *     answers come in
     * @param header gives the last header of a name in lower case, whatever its case there, or null
     */
    public GraphWalk begin(
            Payload record, DoubleSupplier draws, Function<String, @Nullable String> header) {
        double[] drawn = abTests.isEmpty() ? NO_DRAWS : new double[size];
        for (PlanNode node : abTests) {
            drawn[node.index] = draws.getAsDouble();
        }
        return new GraphWalk(this, record, header, drawn);
    }

    private static final double[] NO_DRAWS = {};

    /**
     * A walk for one feedback.
     *
     * @param routing which way the request went: for each node the child it chose; a node that is
     *     not named has sent it to all
     * @throws BadPayloadException if the graph has no such node or child
     */
    public FeedbackWalk beginFeedback(Payload feedback, Map<String, Integer> routing)
            throws BadPayloadException {
        for (Map.Entry<String, Integer> chosen : routing.entrySet()) {
            PlanNode node = byName.get(chosen.getKey());
            if (node == null) {
                throw new BadPayloadException(
                        "a node that is not in the graph (expected: of %s)"
                                .formatted(String.join(", ", new TreeSet<>(byName.keySet()))));
            }
            try {
                Route.checked(chosen.getValue(), node.children.size());
            } catch (BadPayloadException e) {
                throw new BadPayloadException(
                        "node \"%s\": %s".formatted(node.name, e.getMessage()));
            }
        }
        return new FeedbackWalk(this, feedback, routing);
    }

    PlanNode node(String name) {
        PlanNode node = byName.get(name);
        if (node == null) {
            throw new IllegalArgumentException(
                    "node \"" + name + "\" (expected: one of the graph)");
        }
        return node;
    }
}
