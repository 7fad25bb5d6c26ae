// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import java.util.Locale;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;

/** Checks whether checkpoints outlive the JobManager, as Flink's configuration has it. */
public final class CheckpointStorageCheck {

    /** Flink's name for its own memory as storage; the name of that class begins with it too. */
    private static final String JOB_MANAGER = "jobmanager";

    private static final String LOST =
            "; checkpoints lie in the JobManager's memory: when it ends, the job does not go on"
                    + " where it was, and records answered since the group's last committed offsets are"
                    + " answered again; checkpoints of more than 5 MB fail. flink-conf/config.yaml has"
                    + " an example";

    private CheckpointStorageCheck() {}

    /** A sentence that names the setting, where they do not. */
    public static Optional<String> warning(ReadableConfig config) {
        String storage = config.get(CheckpointingOptions.CHECKPOINT_STORAGE);
        if (storage != null && isJobManager(storage)) {
            return Optional.of(
                    "%s is %s (expected: filesystem, and a folder that every JobManager and TaskManager reaches as %s)%s"
                            .formatted(
                                    CheckpointingOptions.CHECKPOINT_STORAGE.key(),
                                    storage,
                                    CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(),
                                    LOST));
        }
        String directory = config.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
        return storage == null && (directory == null || directory.isBlank())
                ? Optional.of(
                        "%s is not set in Flink's configuration here (expected: a folder that every JobManager and TaskManager reaches)%s"
                                .formatted(CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(), LOST))
                : Optional.empty();
    }

    private static boolean isJobManager(String storage) {
        return storage.substring(storage.lastIndexOf('.') + 1)
                .toLowerCase(Locale.ROOT)
                .startsWith(JOB_MANAGER);
    }
}
