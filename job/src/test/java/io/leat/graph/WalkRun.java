// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.Codecs;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Walks a graph with scripted nodes. A node answers what the script says, else {@code "name(what it
 * was sent)"}, so that an answer tells its own way. Calls end in the order they were made, or the
 * other way round.
 */
final class WalkRun {

    private static final String FAIL = "fails";

    private final Map<String, String> script = new HashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final Node graph;
    private Protocol protocol = Protocol.SELDON;
    private WalkOptions options = WalkOptions.DEFAULT;
    private boolean lastFirst;
    private double[] draws = {};
    private Map<String, String> headers = Map.of();

    private WalkRun(Node graph) {
        this.graph = graph;
    }

    static WalkRun of(Node graph) {
        return new WalkRun(graph);
    }

    WalkRun over(Protocol protocol) {
        this.protocol = protocol;
        return this;
    }

    WalkRun with(WalkOptions options) {
        this.options = options;
        return this;
    }

    WalkRun drawing(double... draws) {
        this.draws = draws;
        return this;
    }

    WalkRun withHeaders(Map<String, String> headers) {
        this.headers = headers;
        return this;
    }

    WalkRun lastCallFirst() {
        lastFirst = true;
        return this;
    }

    WalkRun where(String node, String reply) {
        script.put(node, reply);
        return this;
    }

    WalkRun whereFails(String node) {
        return where(node, FAIL);
    }

    /** The walk of a record, at its end. */
    GraphWalk walk(String record) {
        int[] drawn = {0};
        GraphWalk walk =
                GraphPlan.of(graph, Codecs.message(protocol, Transport.REST), options)
                        .begin(json(record), () -> draws[drawn[0]++], headers::get);
        Deque<NodeCall> open = new ArrayDeque<>(walk.start());
        while (!open.isEmpty()) {
            NodeCall call = lastFirst ? open.removeLast() : open.removeFirst();
            open.addAll(perform(walk, call));
        }
        assertThat(walk.answer() == null)
                .as("answer %s, failure %s", walk.answer(), walk.failure())
                .isEqualTo(walk.failure() != null);
        return walk;
    }

    /** The answer to the record {@code "r"}, without quotes. */
    String answer() {
        GraphWalk walk = walk("\"r\"");
        Payload answer = Objects.requireNonNull(walk.answer(), () -> "" + walk.failure());
        return text(answer).replace("\"", "");
    }

    CallFailure failure() {
        return failure("\"r\"");
    }

    CallFailure failure(String record) {
        GraphWalk walk = walk(record);
        return Objects.requireNonNull(walk.failure(), () -> "" + walk.answer());
    }

    /** What was called, in the order of the calls' ends: {@code METHOD node}. */
    List<String> calls() {
        return calls;
    }

    private List<NodeCall> perform(GraphWalk walk, NodeCall call) {
        calls.add(call.method() + " " + call.node());
        String sent = text(call.payload()).replace("\"", "");
        String reply =
                script.getOrDefault(
                        call.method() + " " + call.node(),
                        script.getOrDefault(call.node(), "\"" + call.node() + "(" + sent + ")\""));
        return reply.equals(FAIL)
                ? walk.failed(
                        call,
                        CallFailure.of(DeadLetterCode.MODEL_REJECTED, "status 400", call.node()))
                : walk.answered(call, json(reply));
    }

    /** A plan for the seldon protocol over REST. */
    static GraphPlan plan(Node graph) {
        return GraphPlan.of(
                graph, Codecs.message(Protocol.SELDON, Transport.REST), WalkOptions.DEFAULT);
    }

    static Payload json(String text) {
        return new Payload(text.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    static String text(Payload payload) {
        return new String(payload.body(), StandardCharsets.UTF_8);
    }
}
