// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.local.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deployment of one's own on a broker of one's own: what is in the output, come what may. */
@ExtendWith(BrokerExtension.class)
class LocalDeliveryITCase {

    private static final int RECORDS = 3000;
    private static final int IN_FLIGHT = 10;

    @TempDir private Path folder;
    private Topics topics;
    private String file;

    @BeforeEach
    void givenABroker(Topics shared) {
        topics = shared;
    }

    private LeatProcess local(String... more) throws Exception {
        List<String> args = new ArrayList<>();
        args.addAll(List.of("local", file, "--port", "0", "--broker", topics.servers()));
        args.addAll(List.of("--state-dir", folder.resolve("state").toString()));
        args.addAll(List.of("--checkpoint-interval", "300ms"));
        args.addAll(List.of(more));
        return LeatProcess.start(args.toArray(String[]::new));
    }

    @Test
    void answersOnceAndInOrderThroughAKillAndAStop() throws Exception {
        topics.create("often", "often-out");
        topics.send("often", 0, RECORDS);
        try (SameModel model = SameModel.answering(RECORDS / 3)) {
            file =
                    OwnDeployment.file(
                            folder, OwnDeployment.yaml(model.port(), "often", "often-out"));

            try (LeatProcess killed = local()) {
                topics.awaitCommitted("often-out", 1);
                killed.kill();
            }
            int sofar = topics.committed("often-out").size();
            assertThat(sofar).isBetween(1, RECORDS / 3);

            model.allow(RECORDS / 3);
            try (LeatProcess stopped = local("--until-end")) {
                stopped.awaitOut("resuming ");
                // What the killed one had prepared is committed even before.
                stopped.awaitReady();
                topics.awaitCommitted("often-out", sofar + 1);
                stopped.terminate();
                stopped.assertExits(LeatProcess.TERMINATED);
                assertThat(stopped.out())
                        .endsWith(
                                "stopping    with a last checkpoint",
                                "stopped     the next start goes on from here");
                assertThat(stopped.err()).isEmpty();
            }
            assertThat(topics.committed("often-out")).hasSizeLessThan(RECORDS);

            model.allowAll();
            try (LeatProcess last = local("--until-end")) {
                last.assertExits(0);
                assertThat(last.awaitOut("resuming ")).contains("savepoint-");
                assertThat(last.err()).isEmpty();
            }
        }

        Exactly.assertOnceInOrder(topics.committed("often-out"), RECORDS);
        assertThat(topics.committed("often-out-dead-letter")).isEmpty();
    }

    @Test
    void answersOnceThoughItsOwnBrokerIsKilledWithIt() throws Exception {
        String state = folder.resolve("state").toString();
        try (SameModel model = SameModel.answering(500)) {
            file = OwnDeployment.file(folder, OwnDeployment.yaml(model.port(), "own", "own-out"));

            try (LeatProcess killed =
                    LeatProcess.start(
                            "local", file, "--embedded-broker", "--port=0", "--state-dir", state)) {
                killed.awaitReady();
                String broker = killed.awaitOut("broker ").split(" ", 2)[0];
                new Topics(broker).send("own", 0, 1000);
                new Topics(broker).awaitCommitted("own-out", 1);
                killed.kill();
            }

            model.allowAll();
            try (LeatProcess last =
                    LeatProcess.start(
                            "local",
                            file,
                            "--embedded-broker",
                            "--port=0",
                            "--until-end",
                            "--state-dir",
                            state)) {
                last.assertExits(0);
                last.awaitOut("resuming ");
                assertThat(last.err()).isEmpty();
            }
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of(state, "broker"))) {
            Exactly.assertOnceInOrder(new Topics(broker.address()).committed("own-out"), 1000);
        }
    }

    /**
     * What was in flight is shared out among more subtasks at the second start, the last record to
     * the second of them. In one of both cases the partition it is of belongs to the first.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void endsWhereMoreSubtasksRestoreWhatOneHadInFlight(int partition) throws Exception {
        String input = "shared-" + partition;
        String output = input + "-out";
        topics.create(input, output);
        topics.sendTo(partition, input, 0, IN_FLIGHT);
        try (SameModel model = SameModel.answering(0)) {
            file = OwnDeployment.file(folder, OwnDeployment.yaml(model.port(), input, output));
            try (LeatProcess first = local("--parallelism", "1", "--concurrency", "fixed")) {
                model.awaitCalls(IN_FLIGHT);
                first.terminate();
                first.assertExits(LeatProcess.TERMINATED);
            }

            model.allowAll();
            try (LeatProcess second = local("--until-end", "--parallelism", "2")) {
                second.assertExits(0);
                assertThat(second.awaitOut("resuming ")).contains("savepoint-");
                assertThat(second.err()).isEmpty();
            }
        }

        assertThat(topics.committed(output))
                .extracting(ConsumerRecord::value)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, IN_FLIGHT)
                                .mapToObj("{\"predictions\":[[%d]]}"::formatted)
                                .toList());
    }

    @Test
    void endsAtATopicWithoutRecords() throws Exception {
        topics.create("nothing", "nothing-out");
        file = OwnDeployment.file(folder, OwnDeployment.yaml(1, "nothing", "nothing-out"));

        try (LeatProcess leat = local("--until-end")) {
            leat.assertExits(0);

            assertThat(leat.out()).filteredOn(line -> line.startsWith("ready ")).hasSize(1);
            assertThat(leat.out())
                    .endsWith(
                            "done        answered 0, dead letters 0; everything that was in the topic"
                                    + " is committed");
            assertThat(leat.err())
                    .singleElement()
                    .asString()
                    .startsWith("leat local: model same cannot be reached at 127.0.0.1:1: ");
        }
    }

    @Test
    void endsBehindTransactionsAndGoesOnLaterWithWhatIsNew() throws Exception {
        topics.create("marked", "marked-out");
        topics.sendInTransaction("marked", 0, 100, true);
        topics.sendInTransaction("marked", 1000, 1100, false);
        try (SameModel model = SameModel.start()) {
            file =
                    OwnDeployment.file(
                            folder, OwnDeployment.yaml(model.port(), "marked", "marked-out"));

            try (LeatProcess first = local("--until-end")) {
                first.assertExits(0);
            }
            Exactly.assertOnceInOrder(topics.committed("marked-out"), 100);

            topics.sendInTransaction("marked", 100, 150, true);
            try (LeatProcess second = local()) {
                second.awaitReady();
                topics.send("marked", 150, 200);
                topics.awaitCommitted("marked-out", 200);
                second.terminate();
                second.assertExits(LeatProcess.TERMINATED);
            }
        }

        Exactly.assertOnceInOrder(topics.committed("marked-out"), 200);
    }
}
