// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.status.JobReport.Checkpoint;
import io.leat.status.JobReport.Checkpoints;
import io.leat.status.JobReport.CheckpointsFailing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads what Flink says of a job's checkpoints and savepoints. */
final class CheckpointReader {

    private CheckpointReader() {}

    /** Reads {@code /jobs/ID/checkpoints}. */
    static Checkpoints read(JsonNode checkpoints) {
        Checkpoint last = last(checkpoints.path("latest"));
        List<JsonNode> failed =
                StreamSupport.stream(checkpoints.path("history").spliterator(), false)
                        .filter(each -> each.path("status").asText().equals("FAILED"))
                        .filter(each -> CheckpointFailure.isItsOwn(message(each)))
                        .toList();
        List<JsonNode> since =
                failed.stream().filter(each -> last == null || isAfter(each, last)).toList();
        return new Checkpoints(last, failed.size(), since.isEmpty() ? null : failing(since));
    }

    private static String message(JsonNode failed) {
        return failed.path("failure_message").asText();
    }

    private static boolean isAfter(JsonNode failed, Checkpoint last) {
        return failed.path("id").asLong() > last.id();
    }

    /** The history has the newest first. */
    private static CheckpointsFailing failing(List<JsonNode> failed) {
        JsonNode newest = failed.get(0);
        JsonNode oldest = failed.get(failed.size() - 1);
        return new CheckpointsFailing(
                Instant.ofEpochMilli(oldest.path("failure_timestamp").asLong()),
                failed.size(),
                CheckpointFailure.of(message(newest)));
    }

    /** A restored job has completed none of its own at first. */
    private static @Nullable Checkpoint last(JsonNode latest) {
        return Stream.of(
                        completed(latest.path("completed"), false),
                        completed(latest.path("savepoint"), true),
                        restored(latest.path("restored")))
                .filter(Objects::nonNull)
                .max(Comparator.comparing(Checkpoint::id))
                .orElse(null);
    }

    private static @Nullable Checkpoint completed(JsonNode completed, boolean savepoint) {
        return completed.isObject()
                ? new Checkpoint(
                        completed.path("id").asLong(),
                        savepoint,
                        Instant.ofEpochMilli(completed.path("latest_ack_timestamp").asLong()),
                        Duration.ofMillis(completed.path("end_to_end_duration").asLong()),
                        completed.path("state_size").asLong(),
                        completed.path("external_path").asText())
                : null;
    }

    private static @Nullable Checkpoint restored(JsonNode restored) {
        return restored.isObject()
                ? new Checkpoint(
                        restored.path("id").asLong(),
                        restored.path("is_savepoint").asBoolean(),
                        Instant.ofEpochMilli(restored.path("restore_timestamp").asLong()),
                        Duration.ZERO,
                        0,
                        restored.path("external_path").asText())
                : null;
    }
}
