// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one walk that are under way, at most one for each node, and those not yet given out.
 */
final class OpenCalls {

    private final GraphPlan plan;
    private final @Nullable NodeCall[] underWay;
    private List<NodeCall> next = List.of();

    OpenCalls(GraphPlan plan) {
        this.plan = plan;
        this.underWay = new NodeCall[plan.size];
    }

    void open(PlanNode node, UnitMethod method, Payload payload) {
        NodeCall call = new NodeCall(node.name, method, payload);
        underWay[node.index] = call;
        if (next.isEmpty()) {
            next = List.of(call);
        } else {
            List<NodeCall> more = new ArrayList<>(next);
            more.add(call);
            next = more;
        }
    }

    /** The node whose call ended. */
    PlanNode close(NodeCall call) {
        PlanNode node = plan.node(call.node());
        if (!call.equals(underWay[node.index])) {
            throw new IllegalStateException(
                    call.method()
                            + " of node \""
                            + call.node()
                            + "\" (expected: a call under way)");
        }
        underWay[node.index] = null;
        return node;
    }

    /** What is to be performed next; given out once. */
    List<NodeCall> take() {
        List<NodeCall> calls = next;
        next = List.of();
        return calls;
    }
}
