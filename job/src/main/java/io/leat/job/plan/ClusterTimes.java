// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import io.leat.options.catalog.LeatOptions;
import io.leat.options.settings.CheckpointRules;
import io.leat.options.settings.JobSettings;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint times of Flink's own configuration.
 *
 * @param interval between them, or null where it is not stated
 * @param timeout of one, or null where it is not stated
 * @param borne how many in a row may fail
 * @param restart after which a TaskManager that is silent is taken for lost
 */
public record ClusterTimes(
        @Nullable Duration interval, @Nullable Duration timeout, int borne, Duration restart) {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(10);

    public static ClusterTimes of(StreamExecutionEnvironment env) {
        ReadableConfig config = env.getConfiguration();
        return new ClusterTimes(
                config.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).orElse(null),
                config.getOptional(CheckpointingOptions.CHECKPOINTING_TIMEOUT).orElse(null),
                Math.max(0, config.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER)),
                config.get(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT));
    }

    /** With what an option states, which wins, and what Leat does where nothing is stated. */
    public CheckpointRules.Times inForce(JobSettings.Flow flow) {
        Duration stated = flow.checkpointInterval();
        String clusters = CheckpointingOptions.CHECKPOINTING_INTERVAL.key();
        String key =
                stated != null
                        ? LeatOptions.CHECKPOINT_INTERVAL.env()
                        : interval != null ? clusters : clusters + " (Leat's default)";
        Duration used = stated != null ? stated : interval != null ? interval : DEFAULT_INTERVAL;
        return new CheckpointRules.Times(key, used, timeout, borne, restart);
    }
}
