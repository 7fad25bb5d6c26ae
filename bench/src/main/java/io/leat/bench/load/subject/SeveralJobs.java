// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import io.leat.bench.harness.Await;
import io.leat.bench.load.measure.JvmProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Several jobs, each a process of its own with a deployment and topics of its own but for the
 * input, which each reads whole.
 *
 * @param count at least one
 */
public record SeveralJobs(LocalFlinkJob job, int count) implements Subject {

    /** One starts behind the other: all at once would take the processors from each other. */
    private static final Duration START = Duration.ofMinutes(5);

    @Override
    public boolean reads() {
        return true;
    }

    @Override
    public Running start(LoadEnvironment ground, LoadTask task) {
        List<Running> jobs = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Running started = job.start(ground, task);
                jobs.add(started);
                var child = started.process().child();
                Await.until(
                        "job %d of %d, see %s".formatted(i + 1, count, child.log()),
                        START,
                        () -> started.done() > 0 || !child.isAlive());
            }
            return new All(jobs);
        } catch (RuntimeException e) {
            jobs.forEach(Running::close);
            throw e;
        }
    }

    /**
     * @param jobs the first stands for all where one process is asked for
     */
    private record All(List<Running> jobs) implements Running {

        @Override
        public JvmProcess process() {
            return jobs.get(0).process();
        }

        @Override
        public long done() {
            return jobs.stream().mapToLong(Running::done).sum();
        }

        /** By the one that is furthest: the input is read by each. */
        @Override
        public long read() {
            return jobs.stream().mapToLong(Running::read).max().orElseThrow();
        }

        @Override
        public double cpu() {
            return jobs.stream().mapToDouble(Running::cpu).sum();
        }

        @Override
        public double allocated() {
            return jobs.stream().mapToDouble(Running::allocated).sum();
        }

        @Override
        public void check() {
            for (Running each : jobs) {
                if (!each.process().child().isAlive()) {
                    throw new IllegalStateException(
                            "a job ended, see " + each.process().child().log());
                }
                each.check();
            }
        }

        @Override
        public void close() {
            jobs.forEach(Running::close);
        }
    }
}
