// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that end with the JobManager are warned of by the name of their setting. */
class CheckpointStorageCheckTest {

    private static final String LOST =
            "checkpoints lie in the JobManager's memory: when it ends, the job does not go on where"
                    + " it was, and records answered since the group's last committed offsets are"
                    + " answered again; checkpoints of more than 5 MB fail."
                    + " flink-conf/config.yaml has an example";

    @Test
    void namesTheFolderWhereNothingIsSet() {
        assertThat(CheckpointStorageCheck.warning(new Configuration()))
                .contains(
                        "execution.checkpointing.dir is not set in Flink's configuration here"
                                + " (expected: a folder that every JobManager and TaskManager"
                                + " reaches); "
                                + LOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobmanager",
                "org.apache.flink.runtime.state.storage.JobManagerCheckpointStorage"
            })
    void namesTheStorageThatKeepsThemInMemoryWhateverTheFolder(String storage) {
        Configuration config =
                Configuration.fromMap(
                        Map.of(
                                "execution.checkpointing.storage",
                                storage,
                                "execution.checkpointing.dir",
                                "file:///checkpoints"));

        assertThat(CheckpointStorageCheck.warning(config))
                .contains(
                        "execution.checkpointing.storage is "
                                + storage
                                + " (expected: filesystem, and a folder that every JobManager and"
                                + " TaskManager reaches as execution.checkpointing.dir); "
                                + LOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"filesystem", "com.example.OtherStorage"})
    void saysNothingOfAnotherStorage(String storage) {
        Configuration config =
                Configuration.fromMap(Map.of("execution.checkpointing.storage", storage));

        assertThat(CheckpointStorageCheck.warning(config)).isEmpty();
    }

    @Test
    void saysNothingOfTheRecommendedConfiguration() {
        assertThat(
                        CheckpointStorageCheck.warning(
                                GlobalConfiguration.loadConfiguration("../flink-conf")))
                .isEmpty();
    }
}
