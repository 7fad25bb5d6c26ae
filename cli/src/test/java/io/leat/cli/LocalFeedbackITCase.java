// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.model.RestModelStub.Call;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Feedback as a user of the commands meets it. */
@ExtendWith(BrokerExtension.class)
class LocalFeedbackITCase {

    private static final int REFUSED = 2;

    @TempDir private Path folder;

    private final Set<Integer> learned = new ConcurrentSkipListSet<>();

    private Answer learns(Call call) {
        if (call.path().equals("/send-feedback")) {
            learned.add(number(call));
        }
        return Answer.ok("{\"strData\":\"a\"}");
    }

    private Answer refusesOne(Call call) {
        boolean isRefused = call.path().equals("/send-feedback") && number(call) == REFUSED;
        return isRefused ? Answer.status(422) : learns(call);
    }

    private static int number(Call call) {
        return Integer.parseInt(call.text().replaceAll("\\D", ""));
    }

    private LeatProcess local(Topics topics, String file) throws Exception {
        return LeatProcess.start(
                "local",
                file,
                "--until-end",
                "--port=0",
                "--parallelism=1",
                "--broker=" + topics.servers(),
                "--feedback-topic=learn-feedback",
                "--state-dir=" + folder.resolve("state"));
    }

    @Test
    void isReadToItsEndAndWhatIsRefusedComesBackByARedrive(Topics topics) throws Exception {
        topics.create("learn", "learn-out", "learn-feedback");
        topics.send("learn", 0, 2);
        topics.send("learn-feedback", 0, 4);
        try (RestModelStub model = RestModelStub.answering(this::refusesOne)) {
            String yaml = OwnDeployment.yaml(model.port(), "learn", "learn-out");
            String file =
                    OwnDeployment.file(
                            folder, yaml.replace("protocol: tensorflow", "protocol: seldon"));
            try (LeatProcess first = local(topics, file)) {
                first.assertExits(3);
                assertThat(first.out())
                        .contains(
                                "topics      learn -> learn-out, feedback from learn-feedback, dead"
                                        + " letters to learn-out-dead-letter",
                                "done        answered 2, dead letters 1 (model-rejected 422);"
                                        + " everything that was in the topic is committed");
            }
            assertThat(learned).isEqualTo(Set.of(0, 1, 3));
            model.become(this::learns);

            Ran redriven =
                    Ran.leat("redrive", "-f", file, "--broker", topics.servers(), "--until-end");

            assertThat(redriven.exitCode()).as(redriven.text()).isZero();
            assertThat(topics.committed("learn-feedback")).hasSize(5);
            try (LeatProcess second = local(topics, file)) {
                second.assertExits(0);
            }
            assertThat(learned).isEqualTo(Set.of(0, 1, 2, 3));
            assertThat(topics.committed("learn-out")).hasSize(2);
            assertThat(topics.committed("learn")).hasSize(2);
        }
    }
}
