// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import io.leat.job.plan.GlobalParameters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One job as it is.
 *
 * @param state as Flink names it
 * @param since when it has been in this state
 * @param tasks how many there are, and how many of them run
 * @param options in force, by the names of their variables
 * @param flow null where no task has reported a metric
 */
public record JobReport(
        String id,
        String name,
        String state,
        Instant since,
        Tasks tasks,
        Restarts restarts,
        Checkpoints checkpoints,
        Map<String, String> options,
        @Nullable FlowReport flow) {

    private static final String RUNNING = "RUNNING";

    public JobReport {
        options = Map.copyOf(options);
    }

    /** Subtasks. */
    public record Tasks(int running, int all) {}

    /**
     * What the job has gone through.
     *
     * @param causes the newest first
     */
    public record Restarts(long count, List<Cause> causes) {
        public Restarts {
            causes = List.copyOf(causes);
        }
    }

    /**
     * Failures for one reason.
     *
     * @param last when it was the last time
     * @param times how often, as far as Flink remembers
     */
    public record Cause(Instant last, int times, String reason) {}

    /**
     * What was saved.
     *
     * @param last null where none has completed
     * @param failed how many have failed for a reason of their own, as far as Flink remembers
     * @param failing null where none has failed since the last that completed
     */
    public record Checkpoints(
            @Nullable Checkpoint last, int failed, @Nullable CheckpointsFailing failing) {}

    /** A checkpoint, or a savepoint, that has completed. */
    public record Checkpoint(
            long id, boolean savepoint, Instant at, Duration took, long bytes, String place) {}

    /**
     * Checkpoints that fail.
     *
     * @param since when the first of them failed
     */
    public record CheckpointsFailing(Instant since, int times, String reason) {}

    /** Whether Flink has it in the state that a job is meant to be in. */
    public boolean isRunning() {
        return state.equals(RUNNING);
    }

    /** An option in force, or a dash. */
    public String option(String name) {
        return options.getOrDefault(name, "-");
    }

    /** The values of an option that each predictor of the job may have otherwise, each once. */
    public String optionOfPredictors(String name) {
        Stream<String> others =
                options.entrySet().stream()
                        .filter(each -> each.getKey().startsWith(GlobalParameters.OF_PREDICTOR))
                        .filter(each -> each.getKey().endsWith("." + name))
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue);
        return Stream.concat(Stream.of(option(name)), others)
                .distinct()
                .collect(Collectors.joining(" and "));
    }
}
