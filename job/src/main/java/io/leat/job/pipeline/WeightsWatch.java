// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import io.leat.job.plan.WeightsFile;
import io.leat.traffic.TrafficSplit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the weights of one job in this process by its deployment file: one for all of the job's
 * subtasks here, with one thread that looks every second. The first that is opened reads the file,
 * so that what it says when a job starts, or starts again, is what counts.
 */
final class WeightsWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WeightsWatch.class);
    private static final long INTERVAL_MILLIS = 1_000;

    private static final Map<String, WeightsWatch> JOBS = new HashMap<>();

    private final String job;
    private final LiveWeights weights;
    private final @Nullable ScheduledExecutorService thread;
    private int users;

    private WeightsWatch(String job, TrafficSplit split, @Nullable WeightsFile file) {
        this.job = job;
        this.weights = new LiveWeights(split);
        this.thread = file == null ? null : watching(new WeightsFileReader(file, weights));
    }

    /**
     * The watch of a job, which each of its subtasks opens and closes.
     *
     * @param job its id
     * @param file null where the weights stay as they are
     */
    static WeightsWatch open(String job, TrafficSplit split, @Nullable WeightsFile file) {
        synchronized (JOBS) {
            WeightsWatch watch = JOBS.computeIfAbsent(job, id -> new WeightsWatch(id, split, file));
            watch.users++;
            return watch;
        }
    }

    private static ScheduledExecutorService watching(WeightsFileReader reader) {
        reader.begin();
        ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor(WeightsWatch::daemon);
        var unused =
                thread.scheduleWithFixedDelay(
                        () -> look(reader),
                        INTERVAL_MILLIS,
                        INTERVAL_MILLIS,
                        TimeUnit.MILLISECONDS);
        return thread;
    }

    private static Thread daemon(Runnable runnable) {
        Thread thread = new Thread(runnable, "leat-weights");
        thread.setDaemon(true);
        return thread;
    }

    /** What is thrown would end the looks. */
    private static void look(WeightsFileReader reader) {
        try {
            reader.look();
        } catch (RuntimeException e) {
            LOG.error("the weights could not be read: {}", e.getClass().getName(), e);
        }
    }

    LiveWeights weights() {
        return weights;
    }

    @Override
    public void close() {
        synchronized (JOBS) {
            users--;
            if (users == 0) {
                JOBS.remove(job);
                if (thread != null) {
                    thread.shutdownNow();
                }
            }
        }
    }
}
