// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import java.time.Instant;
import java.util.List;

/**
 * The Leat jobs of a cluster: of each name the one that started last.
 *
 * @param flink what was asked
 * @param version Flink's
 * @param others how many jobs of the cluster are not Leat's, or were not asked for
 */
public record ClusterReport(
        String flink, String version, Instant at, List<JobReport> jobs, int others) {

    public ClusterReport {
        jobs = List.copyOf(jobs);
    }

    /** Whether there is a job and every one of them is well. */
    public boolean isHealthy() {
        return !jobs.isEmpty() && jobs.stream().allMatch(job -> Diagnosis.of(job).isHealthy());
    }
}
