// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import io.leat.kafka.InferenceResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries results in portions before they are written, for some time after a refusal. A portion is
 * tried when it is large, when it has waited for a moment, or at a checkpoint. Used by the task's
 * thread.
 */
final class ProbingPeriod implements AutoCloseable {

    /** How long records are tried after the last refusal. */
    static final Duration DURATION = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(ProbingPeriod.class);

    private static final int MAX_RECORDS = 500;
    private static final long MAX_BYTES = 4L << 20;
    private static final long MAX_WAIT_MILLIS = 100;

    /** Takes what has passed a trial. */
    @FunctionalInterface
    interface Output {
        void write(InferenceResult result) throws IOException, InterruptedException;
    }

    private final Supplier<RefusedRecordFinder> sieves;
    private final ProcessingTimeService timers;
    private final RefusalRecord refusals;
    private final List<InferenceResult> portion = new ArrayList<>();
    private long portionBytes;
    private Output output = result -> {};
    private @Nullable RefusedRecordFinder sieve;
    private long lastRefusalNanos = System.nanoTime();
    private boolean over;

    /**
     * Makes a run that begins now.
     *
     * @param sieves makes one when the first result comes
     * @param timers of the task
     */
    ProbingPeriod(
            Supplier<RefusedRecordFinder> sieves,
            ProcessingTimeService timers,
            RefusalRecord refusals) {
        this.sieves = sieves;
        this.timers = timers;
        this.refusals = refusals;
    }

    /** The same, over before it has begun: nothing was refused lately. */
    ProbingPeriod notNeeded() {
        over = true;
        return this;
    }

    /** Whether results need not be tried any more; none waits here then. */
    boolean isOver() {
        return over;
    }

    /**
     * Adds a result, and passes on the portion it is in as soon as it has been tried.
     *
     * @throws IOException if not even a dead letter can be written
     */
    void add(InferenceResult result, Output next) throws IOException, InterruptedException {
        output = next;
        if (portion.isEmpty()) {
            var unused =
                    timers.registerTimer(
                            timers.getCurrentProcessingTime() + MAX_WAIT_MILLIS, time -> flush());
        }
        portion.add(result);
        portionBytes += bytes(result);
        if (portion.size() >= MAX_RECORDS || portionBytes >= MAX_BYTES) {
            flush();
        }
    }

    private static long bytes(InferenceResult result) {
        return result.value == null ? 0 : result.value.length;
    }

    /** Tries what waits here, and passes it on. */
    void flush() throws IOException, InterruptedException {
        if (portion.isEmpty()) {
            return;
        }
        if (sieve == null) {
            sieve = sieves.get();
        }
        long before = sieve.replaced();
        for (InferenceResult tried : sieve.sift(portion)) {
            output.write(tried);
        }
        portion.clear();
        portionBytes = 0;
        if (sieve.replaced() > before) {
            lastRefusalNanos = System.nanoTime();
            refusals.noteOnTrial();
            LOG.warn(
                    "{} records that the brokers rejected were replaced: predictions by dead"
                            + " letters, events of the request log by ones without a body.",
                    sieve.replaced() - before);
        }
        if (System.nanoTime() - lastRefusalNanos > DURATION.toNanos()) {
            over = true;
            close();
        }
    }

    @Override
    public void close() {
        portion.clear();
        if (sieve != null) {
            sieve.close();
            sieve = null;
        }
    }
}
