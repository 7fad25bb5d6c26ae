// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.local.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code leat local} says of what changes while it runs. */
@ExtendWith(BrokerExtension.class)
class LocalChangesITCase {

    @TempDir private Path folder;
    private SameModel model;
    private @Nullable EmbeddedBroker broker;

    @BeforeEach
    void givenAModel() throws IOException {
        model = SameModel.start();
    }

    @AfterEach
    void endModelAndBroker() {
        model.close();
        if (broker != null) {
            broker.close();
        }
    }

    private LeatProcess local(Topics topics, String name, List<String> jvm) throws Exception {
        topics.create(name, name + "-out");
        String yaml = OwnDeployment.yaml(model.port(), name, name + "-out");
        return LeatProcess.startWith(
                jvm,
                "local",
                OwnDeployment.file(folder, yaml),
                "--port=0",
                "--parallelism=1",
                "--broker=" + topics.servers(),
                "--checkpoint-interval=300ms",
                "--state-dir=" + folder.resolve("state"));
    }

    /** One run through all that may be away, so that a broker of its own can be. */
    @Test
    void saysWhatIsAwayAndBack() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        String address = broker.address();
        Topics topics = new Topics(address);
        try (LeatProcess leat = local(topics, "gone", List.of())) {
            leat.awaitReady();
            topics.send("gone", 0, 5);
            topics.awaitCommitted("gone-out", 5);

            String place = "    model same at 127.0.0.1:" + model.port();
            model.close();
            topics.send("gone", 5, 6);
            leat.awaitErrContaining(place + " is unavailable since ");
            model = SameModel.startAt(model.port(), Map.of());
            leat.awaitErrContaining(place + " answers again, after ");
            topics.awaitCommitted("gone-out", 6);

            topics.deleteTopic("gone-out");
            leat.awaitErrContaining(
                    "    topic gone-out does not exist any more: predictions wait until it is made"
                            + " again");
            topics.create("gone-out");
            leat.awaitErrContaining("    topic gone-out exists again, after ");

            topics.deleteTopic("gone");
            leat.awaitErrContaining(
                    "    topic gone does not exist any more: nothing is read until it is made"
                            + " again");
            topics.create("gone");
            leat.awaitErrContaining("    topic gone exists again, after ");
            topics.send("gone", 0, 3);
            topics.awaitCommitted("gone-out", 3);

            broker.close();
            leat.awaitErrContaining("    no broker answers at " + address);
            broker = EmbeddedBroker.start(folder.resolve("broker"));
            assertThat(broker.address()).isEqualTo(address);
            leat.awaitErrContaining("    the brokers at " + address + " answer again, after ");
            topics.send("gone", 3, 6);
            topics.awaitCommitted("gone-out", 6);
        }
    }

    @Test
    void saysThatCheckpointsFailAndCompleteAgain(Topics topics) throws Exception {
        try (LeatProcess leat = local(topics, "failing", List.of())) {
            leat.awaitReady();
            topics.send("failing", 0, 5);
            topics.awaitCommitted("failing-out", 5);
            Path checkpoints = folder.resolve("state").resolve("checkpoints");
            Path away = folder.resolve("away");

            Files.move(checkpoints, away);
            Files.createFile(checkpoints);
            topics.send("failing", 5, 10);
            leat.awaitErrContaining(" has failed: ");

            Files.delete(checkpoints);
            Files.move(away, checkpoints);
            topics.awaitCommitted("failing-out", 10);
            leat.awaitErrContaining(
                    "    the job restarts from its last checkpoint: its checkpoints fail: ");
            leat.awaitErrContaining("    the job runs again, ");
        }
    }

    @Test
    void saysThatItWasCancelledOnTheWebPage(Topics topics) throws Exception {
        try (LeatProcess leat = local(topics, "cancelled", List.of())) {
            FlinkPage.cancelJob(leat.awaitReady());

            leat.assertExits(1);
            assertThat(leat.err())
                    .containsExactly(
                            "leat local: the job was cancelled, by Flink's web page or REST API; the"
                                    + " next start goes on from its last checkpoint");
        }
    }

    @Test
    void runsOnAMachineWhoseOwnNameIsUnknown(Topics topics) throws Exception {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");

        try (LeatProcess leat =
                local(topics, "unnamed", List.of("-Djdk.net.hosts.file=" + hosts))) {
            leat.awaitReady();
            topics.send("unnamed", 0, 5);
            topics.awaitCommitted("unnamed-out", 5);
            leat.terminate();
            leat.assertExits(LeatProcess.TERMINATED);
            assertThat(leat.err()).isEmpty();
        }
    }
}
