// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry.simulation;

import io.leat.client.CallContext;
import io.leat.client.FailureKind;
import io.leat.client.ManualTime;
import io.leat.client.ModelClient;
import io.leat.client.Reply;
import io.leat.client.retry.simulation.Scenario.Phase;
import io.leat.client.retry.simulation.Scenario.Server;
import io.leat.client.retry.simulation.Scenario.State;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * A model server with workers and a queue before them, in virtual time, and the network to it. It
 * does not notice that a caller has given up, as few servers do: the work is done all the same.
 */
final class SimulatedServer implements ModelClient {

    private static final Duration NETWORK = Duration.ofMillis(1);

    private record Call(NodeCall call, CallContext context, CompletableFuture<Reply> reply) {

        void answer() {
            reply.complete(new Reply.Answered(new Payload(new byte[] {'1'}, "text/plain")));
        }

        void fail(FailureKind kind, Duration pause) {
            reply.complete(Reply.refused(kind, call, null, kind.name()).withPause(pause));
        }
    }

    private final ManualTime time;
    private final Duration callTimeout;
    private final Set<String> poison;
    private final SplittableRandom random;
    private final Deque<Call> queue = new ArrayDeque<>();
    private final List<Call> computing = new ArrayList<>();
    private final Map<Long, Integer> callsInSecond = new HashMap<>();
    private Server server;
    private int calls;

    SimulatedServer(Scenario scenario, ManualTime time, Duration callTimeout) {
        this.time = time;
        this.callTimeout = callTimeout;
        this.poison = scenario.poison();
        this.random = new SplittableRandom(scenario.seed());
        this.server = scenario.phases().get(0).server();
        Duration from = scenario.phases().get(0).lasting();
        for (Phase phase : scenario.phases().subList(1, scenario.phases().size())) {
            time.after(from, () -> become(phase.server()));
            from = from.plus(phase.lasting());
        }
    }

    private void become(Server next) {
        server = next;
        if (next.state() == State.AWAY) {
            List<Call> broken = new ArrayList<>(computing);
            broken.addAll(queue);
            computing.clear();
            queue.clear();
            broken.forEach(call -> call.fail(FailureKind.UNANSWERED, Duration.ZERO));
        }
        takeFromQueue();
    }

    @Override
    public CompletableFuture<Reply> call(NodeCall node, CallContext context) {
        calls++;
        callsInSecond.merge(Duration.ofNanos(time.nanos()).toSeconds(), 1, Integer::sum);
        Call call = new Call(node, context, new CompletableFuture<>());
        time.after(NETWORK, () -> arrive(call));
        time.after(callTimeout, () -> call.fail(FailureKind.UNANSWERED, Duration.ZERO));
        return call.reply();
    }

    private void arrive(Call call) {
        switch (server.state()) {
            case SERVING -> admit(call);
            case BUSY -> call.fail(FailureKind.BUSY, server.retryAfter());
            case HANGING -> {} // until its caller gives up
            case AWAY -> call.fail(FailureKind.UNREACHED, Duration.ZERO);
        }
    }

    private void admit(Call call) {
        if (computing.size() < server.workers()) {
            compute(call);
        } else if (queue.size() < server.queue()) {
            queue.add(call);
        } else {
            call.fail(FailureKind.BUSY, Duration.ZERO);
        }
    }

    private void compute(Call call) {
        computing.add(call);
        boolean fails =
                poison.contains(call.context().puid()) || random.nextDouble() < server.failing();
        long nanos = (long) (server.mean().toNanos() * (0.5 + random.nextDouble()));
        time.after(Duration.ofNanos(nanos), () -> computed(call, fails));
    }

    private void computed(Call call, boolean fails) {
        if (!computing.remove(call)) {
            return; // broken meanwhile
        }
        takeFromQueue();
        if (fails) {
            call.fail(FailureKind.FAILED, Duration.ZERO);
        } else {
            call.answer();
        }
    }

    private void takeFromQueue() {
        while (server.state() == State.SERVING
                && computing.size() < server.workers()
                && !queue.isEmpty()) {
            compute(queue.remove());
        }
    }

    int calls() {
        return calls;
    }

    int mostCallsInASecond() {
        return callsInSecond.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    @Override
    public void close() {}
}
