// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leat.modelserver.ModelServer;
import io.leat.modelserver.TwiceModel;
import io.leat.modelserver.rest.RestModelServer;
import io.leat.testing.net.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code leat validate --connect} asks what is there, and changes nothing. */
@ExtendWith(BrokerExtension.class)
class ValidateConnectITCase {

    @TempDir private Path folder;

    /** Between {@code TOPIC} and {@code TOPIC-out}. */
    private String file(String broker, String topic, int model, String name) throws Exception {
        Ran init =
                Ran.leat(
                        "init",
                        "--model=http://127.0.0.1:" + model,
                        "--protocol=v2",
                        "--model-name=" + name,
                        "--broker=" + broker,
                        "--input-topic=" + topic,
                        "--output-topic=" + topic + "-out");
        return Files.writeString(folder.resolve("asked.yaml"), init.text()).toString();
    }

    private static List<String> connections(Ran ran) {
        return ran.out().stream().filter(line -> line.contains("reached: ")).toList();
    }

    @Test
    void saysWhatIsThere(Topics topics) throws Exception {
        topics.create("asked", "asked-out");
        try (ModelServer server = RestModelServer.start(Map.of("twice", new TwiceModel()))) {
            int port = server.address("twice").getPort();

            Ran ran =
                    Ran.leat(
                            "validate",
                            "--connect",
                            file(topics.servers(), "asked", port, "twice"));

            assertThat(ran.exitCode()).isZero();
            assertThat(connections(ran))
                    .containsExactly(
                            "  reached: the broker answers at " + topics.servers(),
                            "  reached: topic asked exists",
                            "  reached: topic asked-out exists",
                            "  reached: model twice at 127.0.0.1:"
                                    + port
                                    + " is ready: 200 for GET /v2/models/twice/ready");
            assertThat(topics.topicNames()).doesNotContain("asked-out-dead-letter");
        }
    }

    @Test
    void asksWhetherTheNameIsRightWhereTheServerKnowsNone(Topics topics) throws Exception {
        topics.create("named", "named-out");
        try (ModelServer server = RestModelServer.start(Map.of("twice", new TwiceModel()))) {
            int port = server.address("twice").getPort();

            Ran ran =
                    Ran.leat(
                            "validate",
                            "--connect",
                            file(topics.servers(), "named", port, "twise"));

            assertThat(ran.exitCode()).isEqualTo(3);
            assertThat(connections(ran))
                    .last()
                    .isEqualTo(
                            "  not reached: model twise at 127.0.0.1:"
                                    + port
                                    + ": 404 for GET /v2/models/twise/ready: the server speaks v2 and"
                                    + " has no model `twise`: is that the model's name?");
        }
    }

    @Test
    void endsWithThreeWhereSomethingIsNotThere(Topics topics) throws Exception {
        topics.create("never-made-out");
        int closed = FreePorts.free();
        String file = file(topics.servers(), "never-made", closed, "twice");

        Ran ran = Ran.leat("validate", "--connect", "-o", "json", file);

        assertThat(ran.exitCode()).isEqualTo(3);
        JsonNode answers = new ObjectMapper().readTree(ran.text()).get(0);
        assertThat(answers.path("valid").asBoolean()).isTrue();
        assertThat(answers.path("connections"))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        [{"target": "broker BROKER", "reached": true,
                                          "message": "the broker answers at BROKER"},
                                         {"target": "topic never-made", "reached": false,
                                          "message": "topic never-made on BROKER does not exist (expected: an existing topic; create it with kafka-topics.sh --create --topic never-made, or correct the name)"},
                                         {"target": "topic never-made-out", "reached": true,
                                          "message": "topic never-made-out exists"},
                                         {"target": "model twice", "reached": false,
                                          "message": "model twice at 127.0.0.1:PORT cannot be reached: connection refused"}]
                                        """
                                                .replace("BROKER", topics.servers())
                                                .replace("PORT", "" + closed)));
    }

    @Test
    void asksNothingOfADocumentThatIsNotValid() throws Exception {
        String file = file("127.0.0.1:1", "asked", 1, "twice");
        String wrong =
                Files.writeString(
                                folder.resolve("wrong.yaml"),
                                Files.readString(Path.of(file)).replace("v2", "v9"))
                        .toString();

        Ran ran = Ran.leat("validate", "--connect", wrong);

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(connections(ran)).isEmpty();
    }
}
