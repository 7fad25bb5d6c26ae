// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code leat status} finds the {@code leat local} of the same user. */
@ExtendWith(BrokerExtension.class)
class StatusOfLocalITCase {

    @TempDir private Path folder;

    private LeatProcess leat(String... args) throws Exception {
        return LeatProcess.startAt(folder, args);
    }

    private LeatProcess local(Topics topics, String name, int port) throws Exception {
        return leat(
                "local",
                OwnDeployment.file(folder, OwnDeployment.yaml(port, name, name + "-out")),
                "--port=0",
                "--parallelism=1",
                "--broker=" + topics.servers(),
                "--state-dir=" + folder.resolve(name));
    }

    @Test
    void findsTheOneThatRunsAndNoneThatHasEnded(Topics topics) throws Exception {
        topics.create("found", "found-out", "other", "other-out");
        topics.send("found", 0, 10);
        try (SameModel model = SameModel.start();
                LeatProcess local = local(topics, "found", model.port())) {
            String web = local.awaitReady();
            topics.awaitCommitted("found-out", 10);

            try (LeatProcess status = leat("status")) {
                status.exitCode();
                assertThat(status.out().get(0)).startsWith("leat main.found.tests: healthy: ");
                assertThat(status.out().get(1)).contains("  " + web + ", Flink ");
            }
            try (LeatProcess second = local(topics, "other", model.port())) {
                String other = second.awaitReady();
                try (LeatProcess status = leat("status")) {
                    status.assertExits(2);
                    assertThat(status.err().get(0))
                            .startsWith(
                                    "leat status: --flink is missing (expected: one of the runs of"
                                            + " `leat local` here: http://127.0.0.1:")
                            .contains(web + " (main.found.tests)")
                            .contains(other + " (main.other.tests)");
                }
                second.kill();
            }
            try (LeatProcess status = leat("status", "-o", "json")) {
                status.assertExits(0);
                assertThat(status.out()).anyMatch(line -> line.contains("\"" + web + "\""));
            }
        }
    }
}
