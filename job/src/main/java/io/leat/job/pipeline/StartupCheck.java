// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.PredictorPlan;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the models once when a job starts, and says in the log what it finds. On a thread of its
 * own: it delays nothing, and nothing follows from it but the log.
 */
final class StartupCheck implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StartupCheck.class);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
    private static final long PAUSE_MILLIS = 100;

    private final Thread thread;

    private StartupCheck(InferenceJob job) {
        thread = new Thread(() -> look(job), "leat-startup-check");
        thread.setDaemon(true);
    }

    static StartupCheck begin(InferenceJob job) {
        StartupCheck check = new StartupCheck(job);
        check.thread.start();
        return check;
    }

    private static void look(InferenceJob job) {
        try {
            for (PredictorPlan predictor : job.predictors()) {
                look(predictor);
            }
        } catch (InterruptedException e) {
            return; // the task ends
        } catch (RuntimeException | LinkageError e) {
            // Its text may be of something that was read.
            LOG.warn("the readiness check of the models failed: {}", e.getClass().getName());
        }
    }

    private static void look(PredictorPlan predictor) throws InterruptedException {
        try (ModelChecks checks = ModelChecks.open(predictor)) {
            for (String node : checks.nodes()) {
                say(checks.check(node));
            }
        }
    }

    private static void say(ModelChecks.Finding finding) {
        if (finding.readiness().isGood()) {
            LOG.info("{}", finding.sentence());
        } else {
            LOG.warn("{}; the job runs, and records wait until it answers", finding.sentence());
        }
    }

    /**
     * Waits for it: Flink closes the job's class loader next. A library that is being opened may
     * lose an interrupt, so there are several.
     */
    @Override
    public void close() {
        long end = System.nanoTime() + LONGEST_CLOSE.toNanos();
        try {
            while (thread.isAlive() && System.nanoTime() - end < 0) {
                thread.interrupt();
                thread.join(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
