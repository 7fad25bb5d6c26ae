// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.tracing;

import io.leat.job.plan.InferenceJob;
import io.leat.options.tracing.TracingSettings;
import io.leat.secrets.SecretReader;
import io.leat.tracing.Tracing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subtask's share in what makes a job's spans, which all subtasks of a process have together:
 * it comes with the first of them and goes with the last.
 */
public final class JobTracing implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobTracing.class);

    /** By the id of the job: tasks of several may be in one process. Its own lock. */
    private static final Map<String, Shared> JOBS = new HashMap<>();

    /** With those that have a share, the first of them in front: it shows what is counted. */
    private record Shared(SpanSdk sdk, List<JobTracing> subtasks) {}

    private final String id;
    private final SpanSdk sdk;

    private JobTracing(String id, SpanSdk sdk) {
        this.id = id;
        this.sdk = sdk;
    }

    /**
     * Null where no traces are made, or cannot be: that is said in the log, and the job runs
     * without them.
     *
     * @param id of the job, as Flink knows it
     */
    public static @Nullable JobTracing open(String id, InferenceJob job) {
        return open(id, job, SecretReader.HERE);
    }

    static @Nullable JobTracing open(String id, InferenceJob job, SecretReader secrets) {
        TracingSettings settings = job.settings().tracing();
        if (settings == null) {
            return null;
        }
        synchronized (JOBS) {
            Shared shared = JOBS.get(id);
            if (shared == null) {
                SpanSdk opened = sdk(job, settings, secrets);
                if (opened == null) {
                    return null;
                }
                shared = new Shared(opened, new ArrayList<>());
                JOBS.put(id, shared);
            }
            JobTracing subtask = new JobTracing(id, shared.sdk());
            shared.subtasks().add(subtask);
            return subtask;
        }
    }

    private static @Nullable SpanSdk sdk(
            InferenceJob job, TracingSettings settings, SecretReader secrets) {
        try {
            SpanSdk sdk = SpanSdk.open(job, settings, secrets);
            LOG.info(
                    "traces: spans go to {} by {}",
                    settings.receiver().endpoint(),
                    settings.receiver().protocol().wire());
            return sdk;
        } catch (RuntimeException e) {
            // Its text is Leat's own, without secrets, or not repeated.
            String reason =
                    e.getClass().getName().startsWith("io.leat.")
                                    || e instanceof IllegalArgumentException
                            ? String.valueOf(e.getMessage())
                            : e.getClass().getName();
            LOG.warn("traces: none are made, records are not affected: {}", reason);
            return null;
        }
    }

    /** Makes the spans. */
    public Tracing tracing() {
        return sdk.tracing();
    }

    /** Spans that the receiver has taken; 0 where another subtask of the process shows them. */
    public long exported() {
        return isFirst() ? sdk.counts().exported() : 0;
    }

    /** Spans that were given up; likewise. */
    public long dropped() {
        return isFirst() ? sdk.counts().dropped() : 0;
    }

    private boolean isFirst() {
        synchronized (JOBS) {
            Shared shared = JOBS.get(id);
            return shared != null
                    && !shared.subtasks().isEmpty()
                    && shared.subtasks().get(0) == this;
        }
    }

    /** Of the last one: sends what waits, for three seconds at most. */
    @Override
    public void close() {
        boolean isLast;
        synchronized (JOBS) {
            Shared shared = JOBS.get(id);
            isLast =
                    shared != null && shared.subtasks().remove(this) && shared.subtasks().isEmpty();
            if (isLast) {
                JOBS.remove(id);
            }
        }
        if (isLast) {
            sdk.close();
        }
    }
}
