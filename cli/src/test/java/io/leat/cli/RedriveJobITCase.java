// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.model.RestModelStub.Answer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole way round: the job's dead letters back to the job, until they are answered. */
@ExtendWith(BrokerExtension.class)
class RedriveJobITCase {

    private static final Answer REFUSED = Answer.of(400, "text/plain", "no");
    private static final String DEAD = "round-trip-out-dead-letter";

    @TempDir private Path folder;

    private static List<String> numbers(Topics topics, String topic, String redrives) {
        return topics.committed(topic).stream()
                .filter(record -> Topics.header(record, "leat-redrives").equals(redrives))
                .map(record -> record.value().replaceAll("\\D", ""))
                .sorted()
                .toList();
    }

    @Test
    void isAnsweredOnceTheModelIsMendedAndCountedUntilThen(Topics topics) throws Exception {
        topics.create("round-trip", "round-trip-out");
        Map<Integer, Answer> refusals = new ConcurrentHashMap<>(Map.of(1, REFUSED, 2, REFUSED));
        topics.send("round-trip", 0, 4);
        try (SameModel model = SameModel.startAt(0, refusals)) {
            String file =
                    OwnDeployment.file(
                            folder,
                            OwnDeployment.yaml(model.port(), "round-trip", "round-trip-out"));
            String[] redrive = {
                "redrive",
                "-f",
                file,
                "--broker",
                topics.servers(),
                "--until-end",
                "--max-redrives=2"
            };
            try (LeatProcess job =
                    LeatProcess.start(
                            "local",
                            file,
                            "--port=0",
                            "--broker",
                            topics.servers(),
                            "--checkpoint-interval=300ms",
                            "--state-dir",
                            folder.resolve("state").toString())) {
                job.awaitReady();
                topics.awaitCommitted(DEAD, 2);
                assertThat(Ran.leat(redrive).exitCode()).isZero();
                topics.awaitCommitted(DEAD, 4);
                refusals.remove(1);
                assertThat(Ran.leat(redrive).exitCode()).isZero();
                topics.awaitCommitted(DEAD, 5);
                topics.awaitCommitted("round-trip-out", 3);

                Ran last = Ran.leat(redrive);

                assertThat(last.exitCode()).isEqualTo(1);
                assertThat(last.text())
                        .contains("redriven    none")
                        .contains("passed over 4 redriven before")
                        .contains("left        1 redriven 2 times or more (--max-redrives)");
            }
        }

        assertThat(numbers(topics, DEAD, "")).containsExactly("1", "2");
        assertThat(numbers(topics, DEAD, "1")).containsExactly("1", "2");
        assertThat(numbers(topics, DEAD, "2")).containsExactly("2");
        assertThat(numbers(topics, "round-trip-out", "")).containsExactly("0", "3");
        assertThat(numbers(topics, "round-trip-out", "2")).containsExactly("1");
        assertThat(topics.committed("round-trip-out")).hasSize(3);
    }
}
