// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.requestlog;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.LogEventTemplate;
import io.leat.kafka.gate.InFlightGate;
import io.leat.protocol.NodeCall;
import io.leat.protocol.Payload;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The events of one record while it is in flight, which its result takes with it. Not thread-safe:
 * its owner calls it under one lock.
 *
 * <p>Why it is so: {@code docs/adr/0023-log-events-travel-with-the-prediction.md}.
 */
public final class RecordLog {

    private static final CompletableFuture<Void> DELIVERED =
            CompletableFuture.completedFuture(null);

    private final RequestLog log;
    private final InferenceRequest request;
    private final String puid;
    private final long maxBytes;
    private final InFlightGate gate;
    private final InstantSource clock;
    private final List<InferenceResult> events = new ArrayList<>(2);
    private final List<String> nodes = new ArrayList<>(2); // of each event

    RecordLog(
            RequestLog log,
            InferenceRequest request,
            String puid,
            long maxBytes,
            InFlightGate gate,
            InstantSource clock) {
        this.log = log;
        this.request = request;
        this.puid = puid;
        this.maxBytes = maxBytes;
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * A node is about to be called.
     *
     * @param subject what the call is about
     */
    public void asked(NodeCall call, Payload subject) {
        add(call.node(), log.request(call), subject);
    }

    /** A node has answered. */
    public void answered(NodeCall call, Payload answer) {
        add(call.node(), log.response(call), answer);
    }

    /** Feedback goes to these nodes. */
    public void fedBack(List<String> nodes, Payload feedback) {
        for (String node : nodes) {
            add(node, log.feedback(node), feedback);
        }
    }

    private void add(String node, @Nullable LogEventTemplate template, Payload message) {
        if (template != null) {
            InferenceResult event =
                    template.event(request, puid, message, clock.instant(), maxBytes);
            gate.hold(event);
            events.add(event);
            nodes.add(node);
        }
    }

    /** Sends the events that go to URLs; completes when no more has to be waited for. */
    public CompletableFuture<Void> delivered() {
        LogPoster poster = log.poster();
        if (poster == null) {
            return DELIVERED;
        }
        CompletableFuture<?>[] all = new CompletableFuture<?>[events.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = poster.post(log.url(nodes.get(i)), events.get(i));
        }
        return CompletableFuture.allOf(all);
    }

    /** All events so far that go to a topic, and behind them what has become of the record. */
    public List<InferenceResult> with(InferenceResult result) {
        if (log.poster() != null) {
            events.forEach(gate::release);
            return List.of(result);
        }
        List<InferenceResult> all = new ArrayList<>(events.size() + 1);
        all.addAll(events);
        all.add(result);
        return all;
    }
}
