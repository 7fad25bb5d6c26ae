// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.net.FreePorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a run that has an end says of it, and with which exit code. */
@ExtendWith(BrokerExtension.class)
class LocalUntilEndITCase {

    /** A model that answers the one and refuses the other, with words that command a terminal. */
    private static final Map<Integer, Answer> REFUSES_TWO =
            Map.of(
                    2,
                    Answer.of(422, "application/json", "{\"error\": \"field\u001b[2J required\"}"));

    @TempDir private Path folder;

    private LeatProcess local(Topics topics, SameModel model, String name, String... more)
            throws Exception {
        List<String> args = new ArrayList<>();
        String yaml = OwnDeployment.yaml(model.port(), name, name + "-out");
        args.addAll(List.of("local", OwnDeployment.file(folder, yaml), "--until-end", "--port=0"));
        args.addAll(List.of("--parallelism=1", "--broker=" + topics.servers()));
        args.add("--state-dir=" + folder.resolve("state"));
        args.addAll(List.of(more));
        return LeatProcess.start(args.toArray(String[]::new));
    }

    @Test
    void endsWellWithDeadLettersThatAreAllowed(Topics topics) throws Exception {
        topics.create("allowed", "allowed-out");
        topics.send("allowed", 1, 3);
        try (SameModel model = SameModel.startAt(FreePorts.free(), REFUSES_TWO);
                LeatProcess leat = local(topics, model, "allowed", "--allow-dead-letters")) {
            leat.assertExits(0);

            assertThat(leat.out())
                    .contains(
                            "done        answered 1, dead letters 1 (model-rejected 422); everything"
                                    + " that was in the topic is committed");
            assertThat(leat.err())
                    .singleElement()
                    .asString()
                    .contains(" is the first with model-rejected 422: ")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void saysWhichRecordHasStoppedTheJobAndWhy(Topics topics) throws Exception {
        topics.create("stopped", "stopped-out");
        topics.send("stopped", 3, 4);
        Map<Integer, Answer> fails = Map.of(3, Answer.of(500, "text/plain", "out of order"));
        try (SameModel model = SameModel.startAt(FreePorts.free(), fails);
                LeatProcess leat =
                        local(
                                topics,
                                model,
                                "stopped",
                                "--on-exhausted=stop",
                                "--retry-attempts=1",
                                "--retry-alone=100ms")) {
            leat.assertExits(1);

            assertThat(leat.err())
                    .singleElement()
                    .asString()
                    .startsWith("leat local: the job has failed: HTTP status 500")
                    .contains("[record=stopped-")
                    .contains(
                            "the job stops; the record is read again when it is started from its last"
                                    + " checkpoint (log: ")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void saysThatItWasCancelledBeforeItsEnd(Topics topics) throws Exception {
        topics.create("half", "half-out");
        topics.send("half", 0, 5);
        try (SameModel model = SameModel.answering(0);
                LeatProcess leat = local(topics, model, "half")) {
            FlinkPage.cancelJob(leat.awaitReady());

            leat.assertExits(1);
            assertThat(leat.err())
                    .containsExactly(
                            "leat local: the job was cancelled, by Flink's web page or REST API; the"
                                    + " next start goes on from its last checkpoint");
            assertThat(leat.out()).noneMatch(line -> line.startsWith("done"));
        }
    }
}
