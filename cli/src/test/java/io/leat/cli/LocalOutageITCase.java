// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.net.FreePorts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A model that is away is waited for; one that refuses makes dead letters. */
@ExtendWith(BrokerExtension.class)
class LocalOutageITCase {

    private static final Map<Integer, Answer> REFUSALS =
            Map.of(
                    7, Answer.of(500, "text/plain", "out of order"),
                    8, Answer.of(404, "text/html", "<html>nothing here</html>"),
                    9, Answer.of(200, "application/json", ""));

    @TempDir private Path folder;

    @Test
    void waitsForAModelThatIsAwayAndTellsOfItAndOfDeadLettersOnce(Topics topics) throws Exception {
        topics.create("early", "early-out");
        topics.send("early", 0, 500);
        int port = FreePorts.free();
        String file = OwnDeployment.file(folder, OwnDeployment.yaml(port, "early", "early-out"));
        try (LeatProcess leat =
                LeatProcess.start(
                        "local",
                        file,
                        "--until-end",
                        "--port=0",
                        "--parallelism=1",
                        "--broker=" + topics.servers(),
                        "--state-dir=" + folder.resolve("state"))) {
            leat.awaitReady();
            assertThat(leat.awaitErr("leat local: model "))
                    .startsWith("same cannot be reached at 127.0.0.1:" + port)
                    .endsWith("connection refused; records wait until it can");
            String place = "model same at 127.0.0.1:" + port;
            leat.awaitErrContaining(place + " is unavailable since ");

            try (SameModel model = SameModel.startAt(port, REFUSALS)) {
                leat.awaitErrContaining(place + " answers again, after ");
                leat.assertExits(3);
                assertThat(model.port()).isEqualTo(port);
            }

            assertThat(leat.err())
                    .filteredOn(line -> line.contains("nothing is lost"))
                    .singleElement()
                    .asString()
                    .contains(" (cannot connect: connection refused")
                    .endsWith("; nothing is lost; --until-end waits for it without limit");
            assertThat(leat.err()).filteredOn(line -> line.contains("answers again")).hasSize(1);
            assertThat(leat.err())
                    .filteredOn(line -> line.contains("dead letter: early "))
                    .hasSize(3)
                    .allMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d {4}dead letter: .*"))
                    .anyMatch(line -> line.contains(" is the first with bad-reply 200: "))
                    .anyMatch(line -> line.contains(" is the first with model-failed 500: "))
                    .anyMatch(line -> line.contains(" is the first with model-rejected 404: "));
            assertThat(leat.err())
                    .last()
                    .isEqualTo(
                            "leat local: exit code 3, as there are dead letters"
                                    + " (--allow-dead-letters makes it 0)");
            assertThat(leat.out())
                    .endsWith(
                            "done        answered 497, dead letters 3 (bad-reply 200: 1, model-failed"
                                    + " 500: 1, model-rejected 404: 1); everything that was in the topic"
                                    + " is committed",
                            "            the dead letters are in early-out-dead-letter; to list them:"
                                    + " ./leat dead-letters --broker "
                                    + topics.servers()
                                    + " --from early-out-dead-letter --list");
            assertThat(folder.resolve("state").resolve("leat.log"))
                    .content()
                    .contains("Completed checkpoint", "nothing is lost")
                    .doesNotContain("pendingCommittables", "ssl.truststore.type");
        }
        Exactly.assertOnceInOrder(
                topics.committed("early-out"),
                IntStream.range(0, 500).boxed().filter(n -> !REFUSALS.containsKey(n)).toList());
        assertThat(topics.committed("early-out-dead-letter"))
                .extracting(LocalOutageITCase::reason)
                .containsExactlyInAnyOrder(
                        List.of("{\"instances\":[[7]]}", "model-failed", "500"),
                        List.of("{\"instances\":[[8]]}", "model-rejected", "404"),
                        List.of("{\"instances\":[[9]]}", "bad-reply", "200"));
    }

    private static List<String> reason(ConsumerRecord<String, String> letter) {
        return List.of(
                letter.value(),
                Topics.header(letter, "leat-error-code"),
                Topics.header(letter, "leat-error-status"));
    }
}
