// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.graph;

import io.leat.protocol.BadPayloadException;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import io.leat.protocol.UnitMethod;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The way of a request through its graph, whose answer is the prediction. */
public final class GraphWalk implements Walk {

    // As executor/predictor/predictor_process.go#Predict, with a call instead of each wait:
    // input -> route -> children -> merge -> output.

    private static final @Nullable Integer[] NOTHING_CHOSEN = {};

    private final GraphPlan plan;
    private final Payload record;
    private final Function<String, @Nullable String> header;
    private final double[] draws;
    private final OpenCalls calls;
    private final @Nullable Fork[] forks;
    private final @Nullable Map<String, Integer> routing;

    /**
     * By index, of those that choose; the routing above says of one that also merges that it did.
     */
    private final @Nullable Integer[] chosen;

    /** What the children of a node were sent, by its index, where that is logged. */
    private @Nullable Payload @Nullable [] forked;

    private @Nullable Payload answer;
    private @Nullable CallFailure failure;

    GraphWalk(
            GraphPlan plan,
            Payload record,
            Function<String, @Nullable String> header,
            double[] draws) {
        this.plan = plan;
        this.record = record;
        this.header = header;
        this.draws = draws;
        this.calls = new OpenCalls(plan);
        this.forks = new Fork[plan.size];
        this.routing = plan.injectsRouting ? new HashMap<>() : null;
        this.chosen = plan.choosing.isEmpty() ? NOTHING_CHOSEN : new Integer[plan.size];
    }

    @Override
    public List<NodeCall> start() {
        Message message = new Message(record, null);
        try {
            plan.codec.admit(record);
            enter(plan.root, message);
        } catch (BadPayloadException e) {
            fail(plan.root, blame(message, e));
        }
        return calls.take();
    }

    @Override
    public List<NodeCall> answered(NodeCall call, Payload reply) {
        PlanNode node = calls.close(call);
        Message message = new Message(reply, node);
        switch (call.method()) {
            case PREDICT, TRANSFORM_INPUT -> branch(node, message);
            case ROUTE -> route(node, new Message(call.payload(), node.origin), reply);
            case AGGREGATE -> output(node, message);
            case TRANSFORM_OUTPUT -> leave(node, message);
            case SEND_FEEDBACK, SEND_ROUTER_FEEDBACK ->
                    throw new IllegalStateException(call.method() + " (expected: no feedback)");
        }
        return calls.take();
    }

    @Override
    public List<NodeCall> failed(NodeCall call, CallFailure failure) {
        fail(calls.close(call), failure);
        return calls.take();
    }

    @Override
    public @Nullable Payload answer() {
        return answer;
    }

    @Override
    public @Nullable CallFailure failure() {
        return failure;
    }

    /**
     * The nodes that have failed and in whose place something else was taken, in the graph's order
     * and separated by commas; null where there are none.
     */
    public @Nullable String degraded() {
        if (plan.mayFail.isEmpty()) {
            return null;
        }
        String names =
                plan.mayFail.stream()
                        .filter(node -> isDegraded(forks[node.index]))
                        .map(node -> node.name)
                        .collect(Collectors.joining(","));
        return names.isEmpty() ? null : names;
    }

    /**
     * What the nodes that choose among their children have chosen, as {@link RoutingText} has it
     * and in the graph's order; null where none has.
     */
    public @Nullable String routing() {
        if (plan.choosing.isEmpty()) {
            return null;
        }
        StringJoiner text = new StringJoiner(",").setEmptyValue("");
        for (PlanNode node : plan.choosing) {
            Integer child = chosen[node.index];
            if (child != null) {
                text.add(RoutingText.entry(node.name, child));
            }
        }
        return text.length() == 0 ? null : text.toString();
    }

    @SuppressWarnings("ReferenceEquality") // a mark, not a value
    private static boolean isDegraded(@Nullable Fork fork) {
        return fork == Fork.DEGRADED;
    }

    @Override
    public boolean mayFail(NodeCall call) {
        for (PlanNode node = plan.node(call.node()); node != null; node = node.parent) {
            if (node.onFailure != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * What a call is about: the message that it sends, or of a merge of a node that has a logger
     * the one that its children were sent.
     */
    public Payload subject(NodeCall call) {
        if (call.method() == UnitMethod.AGGREGATE && forked != null) {
            Payload sent = forked[plan.node(call.node()).index];
            return sent == null ? call.payload() : sent;
        }
        return call.payload();
    }

    private void enter(PlanNode node, Message message) {
        if (node.input != PlanNode.Input.NONE) {
            note(node, Route.ALL);
        }
        switch (node.input) {
            case NONE -> branch(node, message);
            case PREDICT -> callChained(node, UnitMethod.PREDICT, message);
            case TRANSFORM_INPUT -> callChained(node, UnitMethod.TRANSFORM_INPUT, message);
            case SIMPLE_MODEL -> simpleModel(node, message);
        }
    }

    private void simpleModel(PlanNode node, Message message) {
        try {
            branch(node, new Message(plan.codec.simpleModel(message.payload()), node));
        } catch (BadPayloadException e) {
            fail(node, blame(message, e));
        }
    }

    private void branch(PlanNode node, Message message) {
        if (node.children.isEmpty()) {
            output(node, message);
            return;
        }
        switch (node.router) {
            case ALL_CHILDREN -> follow(node, message, Route.ALL);
            case CALL -> calls.open(node, UnitMethod.ROUTE, message.payload());
            case FIRST_CHILD -> follow(node, message, new Route(0));
            case AB_TEST -> {
                int branch = draws[node.index] < node.ratioA ? 0 : 1;
                follow(node, message, new Route(branch));
            }
            case SWITCH -> choose(node, message);
        }
    }

    private void choose(PlanNode node, Message message) {
        Switch cases = Objects.requireNonNull(node.cases, node.name);
        try {
            follow(node, message, new Route(cases.child(record, header, plan.codec)));
        } catch (BadPayloadException e) {
            fail(node, CallFailure.of(DeadLetterCode.BAD_RECORD, e.getMessage(), node.name));
        }
    }

    private void route(PlanNode node, Message message, Payload reply) {
        try {
            int wire = plan.codec.route(reply);
            follow(node, message, Route.checked(wire, node.children.size()));
        } catch (BadPayloadException e) {
            fail(node, CallFailure.of(DeadLetterCode.BAD_ROUTE, e.getMessage(), node.name));
        }
    }

    private void follow(PlanNode node, Message message, Route route) {
        note(node, route);
        if (node.logsMerge) {
            forked = forked == null ? new Payload[plan.size] : forked;
            forked[node.index] = message.payload();
        }
        if (node.chooses()) {
            chosen[node.index] = route.wire();
        }
        if (route.equals(Route.NONE)) {
            output(node, message);
        } else if (route.equals(Route.ALL)) {
            forks[node.index] = new Fork(node.children.size(), node.children.size());
            for (PlanNode child : node.children) {
                enter(child, message);
            }
        } else {
            forks[node.index] = new Fork(node.children.size(), 1);
            enter(node.children.get(route.wire()), message);
        }
    }

    private void merge(PlanNode node, List<Message> answers) {
        try {
            switch (node.merge) {
                case FIRST_ANSWER -> output(node, answers.get(0));
                case CALL -> {
                    note(node, Route.ALL);
                    calls.open(node, UnitMethod.AGGREGATE, plan.codec.combine(payloads(answers)));
                }
                case AVERAGE -> {
                    note(node, Route.ALL);
                    output(node, new Message(plan.codec.average(payloads(answers)), node));
                }
            }
        } catch (BadPayloadException e) {
            fail(node, blame(answers.get(e.part().orElse(0)), e));
        }
    }

    private void output(PlanNode node, Message message) {
        if (node.transformsOutput) {
            callChained(node, UnitMethod.TRANSFORM_OUTPUT, message);
        } else {
            leave(node, message);
        }
    }

    private void leave(PlanNode node, Message message) {
        PlanNode parent = node.parent;
        if (parent == null) {
            Payload payload = message.payload();
            answer = routing == null ? payload : plan.codec.withRouting(payload, routing);
        } else if (fork(parent).answered(node.position, message)) {
            join(parent);
        }
    }

    private void fail(PlanNode node, CallFailure why) {
        PlanNode parent = node.parent;
        if (node.onFailure != null && OnFailure.takes(why.code())) {
            degrade(node, node.onFailure, why);
        } else if (parent == null) {
            failure = why;
        } else if (fork(parent).failed(node.position, why)) {
            join(parent);
        }
    }

    private void degrade(PlanNode node, OnFailure instead, CallFailure why) {
        forks[node.index] = Fork.DEGRADED;
        if (instead instanceof OnFailure.Answer stated) {
            byte[] json = stated.json().getBytes(StandardCharsets.UTF_8);
            leave(node, new Message(new Payload(json, "application/json"), node));
        } else {
            PlanNode combiner = Objects.requireNonNull(node.parent, node.name);
            if (fork(combiner).leftOut(node.position, why)) {
                join(combiner);
            }
        }
    }

    private void join(PlanNode node) {
        Fork fork = fork(node);
        CallFailure first = fork.firstFailure();
        if (first != null) {
            fail(node, first);
        } else {
            merge(node, fork.answers());
        }
    }

    private void callChained(PlanNode node, UnitMethod method, Message message) {
        try {
            calls.open(node, method, plan.codec.chain(message.payload(), node.name));
        } catch (BadPayloadException e) {
            fail(node, blame(message, e));
        }
    }

    private Fork fork(PlanNode node) {
        Fork fork = forks[node.index];
        if (fork == null) {
            throw new IllegalStateException("node \"" + node.name + "\" awaits no children");
        }
        return fork;
    }

    private void note(PlanNode node, Route route) {
        if (routing != null) {
            routing.put(node.name, route.wire());
        }
    }

    private static List<Payload> payloads(List<Message> messages) {
        return messages.stream().map(Message::payload).toList();
    }

    private static CallFailure blame(Message message, BadPayloadException e) {
        return CallFailure.of(message.blame(), e.getMessage(), message.blamed());
    }
}
