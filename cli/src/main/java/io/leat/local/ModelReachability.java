// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.client.readiness.Readiness;
import io.leat.client.readiness.Readiness.State;
import io.leat.job.pipeline.ModelChecks;
import io.leat.job.pipeline.ModelChecks.Finding;
import io.leat.job.plan.InferenceJob;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at the start of each model of a graph whether it is ready, or what is wrong, before a record
 * has to find that out; and of those that are not there or not ready yet, when they are. All of it
 * is logged too, so that the job need not look for itself. What becomes of a model later is the
 * job's to say.
 */
final class ModelReachability implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelReachability.class);
    private static final Duration PACE = Duration.ofSeconds(2);

    private final ModelChecks checks;

    /** The models that may come later. Used by the timer's thread. */
    private final Set<String> awaited = new HashSet<>();

    private final Consumer<String> show;
    private final Consumer<String> warn;
    private final ScheduledExecutorService timer;
    private boolean first = true;

    private ModelReachability(ModelChecks checks, Consumer<String> show, Consumer<String> warn) {
        this.checks = checks;
        this.show = show;
        this.warn = warn;
        this.awaited.addAll(checks.nodes());
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
     * @param show takes a line for each model that is there, without the word "model", on a thread
     *     of this object's
     * @param warn takes one for each that is not, and what changes of it
     */
    @SuppressWarnings("FutureReturnValueIgnored") // what is thrown ends it, and is a defect
    static ModelReachability start(InferenceJob job, Consumer<String> show, Consumer<String> warn) {
        ModelReachability looking = new ModelReachability(ModelChecks.open(job), show, warn);
        looking.timer.scheduleWithFixedDelay(
                looking::look, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
        return looking;
    }

    private void look() {
        try {
            for (String node : checks.nodes()) {
                if (awaited.contains(node) && isSettled(checks.check(node))) {
                    awaited.remove(node);
                }
            }
        } catch (InterruptedException e) {
            return; // by the timer's end
        }
        first = false;
        if (awaited.isEmpty()) {
            timer.shutdown();
        }
    }

    /** Whether there is no more to be said of it. */
    private boolean isSettled(Finding found) {
        Readiness readiness = found.readiness();
        if (readiness.isGood() && first) {
            LOG.info("{}", found.sentence());
            show.accept(found.clause());
        } else if (readiness.isGood()) {
            LOG.info("{}", found.sentence());
            warn.accept("model %s is reached at %s now".formatted(found.node(), found.address()));
        } else if (readiness.state() == State.WRONG) {
            warn(found.sentence());
        } else if (first) {
            warn(waiting(found));
        }
        return readiness.isGood() || readiness.state() == State.WRONG;
    }

    private void warn(String sentence) {
        LOG.warn("{}", sentence);
        warn.accept(sentence);
    }

    private static String waiting(Finding found) {
        return found.readiness().state() == State.AWAY
                ? "model %s cannot be reached at %s: %s; records wait until it can"
                        .formatted(found.node(), found.address(), found.readiness().found())
                : found.sentence() + "; records wait until it is";
    }

    /** Waits for what is under way. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(PACE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        checks.close();
    }
}
