// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.CallFailure;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way of one feedback through its graph: to every node that the request it is of has reached,
 * children before their parent. Each node is sent the whole feedback as it came.
 */
public final class FeedbackWalk implements Walk {

    // As executor/predictor/predictor_process.go#Feedback, with a call instead of each wait.

    private final GraphPlan plan;
    private final Payload feedback;
    private final Map<String, Integer> routing;
    private final OpenCalls calls;
    private final @Nullable Fork[] forks;
    private @Nullable Payload answer;
    private @Nullable CallFailure failure;

    /**
     * One that has not begun.
     *
     * @param routing that the graph has the nodes and children of
     */
    FeedbackWalk(GraphPlan plan, Payload feedback, Map<String, Integer> routing) {
        this.plan = plan;
        this.feedback = feedback;
        this.routing = routing;
        this.calls = new OpenCalls(plan);
        this.forks = new Fork[plan.size];
    }

    @Override
    public List<NodeCall> start() {
        enter(plan.root);
        return calls.take();
    }

    /** The names of the nodes that it reaches, called or not, parents before children. */
    public List<String> way() {
        List<String> way = new ArrayList<>();
        addWay(plan.root, way);
        return way;
    }

    private void addWay(PlanNode node, List<String> way) {
        way.add(node.name);
        reached(node).forEach(child -> addWay(child, way));
    }

    /** The feedback itself. */
    public Payload feedback() {
        return feedback;
    }

    @Override
    public List<NodeCall> answered(NodeCall call, Payload reply) {
        leave(calls.close(call), reply);
        return calls.take();
    }

    @Override
    public List<NodeCall> failed(NodeCall call, CallFailure why) {
        fail(calls.close(call), why);
        return calls.take();
    }

    /** The root's answer, or the feedback where the root is not called; its content has no use. */
    @Override
    public @Nullable Payload answer() {
        return answer;
    }

    @Override
    public @Nullable CallFailure failure() {
        return failure;
    }

    /** What takes the place of a prediction takes that of no feedback. */
    @Override
    public boolean mayFail(NodeCall call) {
        return false;
    }

    private void enter(PlanNode node) {
        List<PlanNode> reached = reached(node);
        if (reached.isEmpty()) {
            call(node);
            return;
        }
        forks[node.index] = new Fork(node.children.size(), reached.size());
        reached.forEach(this::enter);
    }

    /** A node that the routing does not name has sent the request to all of its children. */
    private List<PlanNode> reached(PlanNode node) {
        Route route = new Route(routing.getOrDefault(node.name, Route.ALL.wire()));
        if (route.equals(Route.ALL)) {
            return node.children;
        }
        return route.equals(Route.NONE) ? List.of() : List.of(node.children.get(route.wire()));
    }

    private void call(PlanNode node) {
        if (node.feedback == null) {
            leave(node, feedback);
        } else {
            calls.open(node, node.feedback, feedback);
        }
    }

    private void leave(PlanNode node, Payload reply) {
        PlanNode parent = node.parent;
        if (parent == null) {
            answer = reply;
        } else if (fork(parent).answered(node.position, new Message(reply, node))) {
            join(parent);
        }
    }

    private void fail(PlanNode node, CallFailure why) {
        PlanNode parent = node.parent;
        if (parent == null) {
            failure = why;
        } else if (fork(parent).failed(node.position, why)) {
            join(parent);
        }
    }

    private void join(PlanNode node) {
        CallFailure first = fork(node).firstFailure();
        if (first == null) {
            call(node);
        } else {
            fail(node, first);
        }
    }

    private Fork fork(PlanNode node) {
        Fork fork = forks[node.index];
        if (fork == null) {
            throw new IllegalStateException("node \"" + node.name + "\" awaits no children");
        }
        return fork;
    }
}
