// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import io.leat.kafka.claim.ClaimIdentity;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The identity of this job for the claim on its group, as Flink's configuration tells it before it
 * runs.
 */
public final class JobIdentity {

    /** Retained checkpoints lie in a folder named by their job's id. */
    private static final Pattern CHECKPOINT = Pattern.compile("/([0-9a-f]{32})/");

    /** The names of savepoints hold the first letters of their job's id. */
    private static final Pattern SAVEPOINT = Pattern.compile("savepoint-([0-9a-f]{6})-");

    private JobIdentity() {}

    /**
     * The job of an environment. In an application cluster Flink or its operator states the job's
     * id, which stays the same when the JobManager starts anew; elsewhere each job gets a new one.
     */
    public static ClaimIdentity of(StreamExecutionEnvironment env) {
        ReadableConfig config = env.getConfiguration();
        return new ClaimIdentity(
                config.get(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID),
                false,
                predecessors(config.get(StateRecoveryOptions.SAVEPOINT_PATH)));
    }

    /** The jobs, or what their ids begin with, that may have written a savepoint or checkpoint. */
    static Set<String> predecessors(@Nullable String path) {
        Set<String> ids = new HashSet<>();
        if (path != null) {
            for (Pattern pattern : Set.of(CHECKPOINT, SAVEPOINT)) {
                Matcher found = pattern.matcher(path);
                while (found.find()) {
                    ids.add(found.group(1));
                }
            }
        }
        return ids;
    }
}
