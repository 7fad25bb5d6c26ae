// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.graph.Endpoint;
import io.leat.graph.Node;
import io.leat.job.plan.InferenceJob;
import io.leat.protocol.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Says at the start which models of a graph cannot be reached, before a record has to find that
 * out, and when each of them can be. Connects, and calls nothing. What becomes of a model later is
 * the job's to say.
 */
final class ModelReachability implements AutoCloseable {

    private static final Duration PACE = Duration.ofSeconds(2);

    /** The endpoints that were not reached yet, by node. Used by the timer's thread. */
    private final Map<String, InetSocketAddress> away = new TreeMap<>();

    private final Consumer<String> say;
    private final ScheduledExecutorService timer;
    private boolean first = true;

    private ModelReachability(Consumer<String> say) {
        this.say = say;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread thread = new Thread(work, "leat-models");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Begins to look.
     *
     * @param say takes each sentence, on a thread of this object's
     */
    @SuppressWarnings("FutureReturnValueIgnored") // look() lets nothing escape
    static ModelReachability start(InferenceJob job, Consumer<String> say) {
        ModelReachability looking = new ModelReachability(say);
        looking.add(job.graph(), job.transport());
        looking.timer.scheduleWithFixedDelay(
                looking::look, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
        return looking;
    }

    private void add(Node node, Transport transport) {
        Endpoint endpoint = node.endpoint();
        if (endpoint != null) {
            away.put(node.name(), ModelProbe.address(endpoint, transport));
        }
        node.children().forEach(child -> add(child, transport));
    }

    private void look() {
        away.entrySet().removeIf(model -> isReached(model.getKey(), model.getValue()));
        first = false;
        if (away.isEmpty()) {
            timer.shutdown();
        }
    }

    private boolean isReached(String node, InetSocketAddress address) {
        String reason = ModelProbe.reason(address);
        String place = address.getHostString() + ":" + address.getPort();
        if (first && reason != null) {
            say.accept(
                    "model %s cannot be reached at %s: %s; records wait until it can"
                            .formatted(node, place, reason));
        } else if (!first && reason == null) {
            say.accept("model %s is reached at %s now".formatted(node, place));
        }
        return reason == null;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
