// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import io.leat.client.readiness.Readiness;
import io.leat.client.readiness.Readiness.State;
import io.leat.job.pipeline.ModelChecks;
import io.leat.job.pipeline.ModelChecks.Finding;
import io.leat.job.plan.InferenceJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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

    /** A model that is missing is waited for; what no server of the protocol says is no answer. */
    private static final String UNTIL_MENDED =
            "; until that is mended records wait, or become dead letters where they are refused";

    /** A model of a predictor. */
    private record Model(ModelChecks checks, String node) {}

    private final List<ModelChecks> predictors;

    /** The models that may come later. Used by the timer's thread. */
    private final Set<Model> awaited = new LinkedHashSet<>();

    private final Consumer<String> show;
    private final Consumer<String> warn;
    private final ScheduledExecutorService timer;
    private boolean first = true;

    private ModelReachability(
            List<ModelChecks> predictors, Consumer<String> show, Consumer<String> warn) {
        this.predictors = predictors;
        this.show = show;
        this.warn = warn;
        for (ModelChecks checks : predictors) {
            checks.nodes().forEach(node -> awaited.add(new Model(checks, node)));
        }
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
        ModelReachability looking = new ModelReachability(opened(job), show, warn);
        looking.timer.scheduleWithFixedDelay(
                looking::look, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
        return looking;
    }

    private static List<ModelChecks> opened(InferenceJob job) {
        List<ModelChecks> opened = new ArrayList<>();
        try {
            job.predictors().forEach(predictor -> opened.add(ModelChecks.open(predictor)));
            return opened;
        } catch (RuntimeException e) {
            opened.forEach(ModelChecks::close);
            throw e;
        }
    }

    private void look() {
        try {
            for (Model model : List.copyOf(awaited)) {
                if (isSettled(model.checks().check(model.node()))) {
                    awaited.remove(model);
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
            warn(found.sentence() + UNTIL_MENDED);
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
        predictors.forEach(ModelChecks::close);
    }
}
