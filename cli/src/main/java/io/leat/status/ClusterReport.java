// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Leat jobs of a cluster: of each name the one that started last.
 *
 * @param flink what was asked
 * @param version Flink's
 * @param wanted which job was asked for; null where all were
 * @param otherLeatJobs names of Leat's jobs that were not asked for, sorted, without what the name
 *     of each begins with
 * @param others how many jobs of the cluster are not Leat's, or were not asked for
 */
public record ClusterReport(
        String flink,
        String version,
        Instant at,
        List<JobReport> jobs,
        @Nullable String wanted,
        List<String> otherLeatJobs,
        int others) {

    public ClusterReport {
        jobs = List.copyOf(jobs);
        otherLeatJobs = List.copyOf(otherLeatJobs);
    }

    /** Whether there is a job and every one of them is well. */
    public boolean isHealthy() {
        return !jobs.isEmpty() && jobs.stream().allMatch(job -> Diagnosis.of(job).isHealthy());
    }
}
