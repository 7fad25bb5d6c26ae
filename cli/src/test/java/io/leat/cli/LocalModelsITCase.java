// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.TextFormat;
import io.leat.modelserver.ElementwiseModel;
import io.leat.modelserver.ModelServer;
import io.leat.modelserver.TwiceModel;
import io.leat.modelserver.grpc.GrpcModelServer;
import io.leat.modelserver.rest.RestModelServer;
import io.leat.testing.kafka.TopicReader;
import io.leat.testing.model.RestModelStub;
import io.leat.testing.model.RestModelStub.Answer;
import io.leat.testing.net.FreePorts;
import io.leat.wire.v2.ModelInferRequest;
import io.leat.wire.v2.ModelInferResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model server, two topics, one command: {@code leat local --model}, with no file at all. */
@ExtendWith(BrokerExtension.class)
class LocalModelsITCase {

    @TempDir private Path folder;

    private LeatProcess local(String... args) throws Exception {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "local",
                                "--port=0",
                                "--parallelism=1",
                                "--checkpoint-interval=300ms",
                                "--state-dir=" + folder.resolve("state")));
        all.addAll(List.of(args));
        return LeatProcess.start(all.toArray(String[]::new));
    }

    private static String broker(LeatProcess leat) throws Exception {
        leat.awaitReady();
        return leat.awaitOut("broker ").split(" ", 2)[0];
    }

    /** Sends a record, and gives the prediction's value. */
    private static byte[] exchange(
            String broker, ProducerRecord<byte[], byte[]> record, String out) {
        Topics topics = new Topics(broker);
        topics.produce(List.of(record));
        try (TopicReader reader = topics.read(out)) {
            return reader.atLeast(1, () -> {}).get(0).value();
        }
    }

    private static JsonNode json(String broker, String request, String in, String out)
            throws Exception {
        byte[] value = request.getBytes(StandardCharsets.UTF_8);
        return new ObjectMapper().readTree(exchange(broker, new ProducerRecord<>(in, value), out));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "v2 | {\"inputs\": [{\"name\": \"x\", \"shape\": [1, 2], \"datatype\": \"FP32\","
                        + " \"data\": [1, 2.5]}]} | /outputs/0/data | [2.0,5.0]",
                "tensorflow | {\"instances\": [[1, 2.5]]} | /predictions | [[2.0,5.0]]",
                "seldon | {\"data\": {\"ndarray\": [[1, 2.5]]}} | /data/ndarray | [[2.0,5.0]]",
            })
    void answersRecordsFromAServerOverHttp(
            String protocol, String request, String place, String prediction) throws Exception {
        try (ModelServer server = RestModelServer.start(Map.of("twice", new TwiceModel()));
                LeatProcess leat =
                        local(
                                "--model=http://127.0.0.1:" + server.address("twice").getPort(),
                                "--protocol=" + protocol,
                                "--model-name=twice",
                                "--input-topic=in",
                                "--output-topic=out")) {
            JsonNode answer = json(broker(leat), request, "in", "out");

            assertThat(answer.at(place)).hasToString(prediction);
            assertThat(leat.awaitOut("deployment "))
                    .isEqualTo(
                            "default.twice.default, %s over rest, from --model"
                                    .formatted(protocol));
            assertThat(leat.awaitOut("model "))
                    .startsWith("twice at 127.0.0.1:")
                    .contains(" is ready: 200 for GET /");
            assertThat(leat.err()).isEmpty();
        }
    }

    /** The run says on the screen what it has found, and logs it; the job does not look again. */
    @Test
    void looksAtAModelOnceAndLogsWhatItFinds(Topics topics) throws Exception {
        topics.create("once", "once-out");
        AtomicInteger looks = new AtomicInteger();
        try (RestModelStub server =
                        RestModelStub.answering(Answer.ok("{}"))
                                .saying(
                                        question -> {
                                            if (question.path().endsWith("/ready")) {
                                                looks.incrementAndGet();
                                            }
                                            return Answer.ok("{}");
                                        });
                LeatProcess leat =
                        local(
                                "--model=" + server.url(),
                                "--protocol=v2",
                                "--model-name=iris",
                                "--broker=" + topics.servers(),
                                "--input-topic=once",
                                "--output-topic=once-out")) {
            leat.awaitOut("model ");
            leat.awaitReady();
            json(topics.servers(), "{}", "once", "once-out");
            leat.terminate();
            leat.assertExits(LeatProcess.TERMINATED);

            assertThat(looks).hasValue(1);
            assertThat(Files.readAllLines(folder.resolve("state").resolve("leat.log")))
                    .filteredOn(line -> line.contains("model iris at "))
                    .singleElement()
                    .asString()
                    .endsWith(" is ready: 200 for GET /v2/models/iris/ready");
        }
    }

    @Test
    void saysWhichProtocolAndNameAServerWantsBeforeARecordIsSent() throws Exception {
        try (ModelServer server = RestModelServer.start(Map.of("twice", new TwiceModel()));
                LeatProcess leat =
                        local(
                                "--model=http://127.0.0.1:" + server.address("twice").getPort(),
                                "--protocol=v2",
                                "--model-name=twise",
                                "--input-topic=in",
                                "--output-topic=out")) {
            assertThat(leat.awaitErr("leat local: model "))
                    .startsWith("twise at 127.0.0.1:")
                    .endsWith(
                            "404 for GET /v2/models/twise/ready: the server speaks v2 and has no"
                                    + " model `twise`: is that the model's name?; until that is"
                                    + " mended records wait, or become dead letters where they are"
                                    + " refused");
            leat.awaitReady();
        }
    }

    @Test
    void answersRecordsFromAServerOverGrpcOnABrokerAtAPortOfTheUsers() throws Exception {
        int port = FreePorts.free();
        try (ModelServer server = GrpcModelServer.start(Map.of("twice", new TwiceModel()));
                LeatProcess leat =
                        local(
                                "--model=twice=grpc://127.0.0.1:"
                                        + server.address("twice").getPort(),
                                "--protocol=V2",
                                "--broker-port=" + port,
                                "--input-topic=in",
                                "--output-topic=out")) {
            String broker = broker(leat);
            assertThat(broker).isEqualTo("127.0.0.1:" + port);
            ModelInferRequest request =
                    TextFormat.parse(
                            "inputs { name: 'x' datatype: 'FP32' shape: 1 shape: 2"
                                    + " contents { fp32_contents: 1 fp32_contents: 2.5 } }",
                            ModelInferRequest.class);
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>("in", request.toByteArray());
            record.headers()
                    .add(
                            "proto-name",
                            "inference.ModelInferRequest".getBytes(StandardCharsets.UTF_8));

            ModelInferResponse answer =
                    ModelInferResponse.parseFrom(exchange(broker, record, "out"));

            assertThat(answer.getOutputs(0).getContents().getFp32ContentsList())
                    .containsExactly(2f, 5f);
            LeatShell.in(folder).run(leat.awaitOut("  send a record"));
            new Topics(broker).awaitCommitted("out", 2);
            assertThat(leat.err()).isEmpty();
        }
    }

    @Test
    void callsSeveralModelsInTheOrderInWhichTheyAreStated(Topics topics) throws Exception {
        topics.create("chain", "chain-out");
        try (ModelServer server =
                        RestModelServer.start(
                                Map.of(
                                        "twice",
                                        new TwiceModel(),
                                        "plus",
                                        new ElementwiseModel(x -> x + 1)));
                LeatProcess leat =
                        local(
                                "--model=twice=http://127.0.0.1:"
                                        + server.address("twice").getPort(),
                                "--model=plus=http://127.0.0.1:" + server.address("plus").getPort(),
                                "--protocol=tensorflow",
                                "--broker=" + topics.servers(),
                                "--input-topic=chain",
                                "--output-topic=chain-out")) {
            leat.awaitReady();

            JsonNode answer =
                    json(topics.servers(), "{\"instances\": [[1, 2]]}", "chain", "chain-out");

            assertThat(answer.at("/predictions")).hasToString("[[3.0,5.0]]");
        }
    }

    /**
     * What {@code init} prints is what {@code --model} runs, on the broker that the file states.
     */
    @Test
    void runsWhatInitPrintsOnTheBrokerOfTheFile(Topics topics) throws Exception {
        topics.create("printed", "printed-out");
        try (ModelServer server = RestModelServer.start(Map.of("twice", new TwiceModel()))) {
            Ran init =
                    Ran.leat(
                            "init",
                            "--model=twice=http://127.0.0.1:" + server.address("twice").getPort(),
                            "--protocol=tensorflow",
                            "--broker=" + topics.servers(),
                            "--input-topic=printed",
                            "--output-topic=printed-out");
            Path file = Files.writeString(folder.resolve("init.yaml"), init.text());

            try (LeatProcess leat = local(file.toString())) {
                leat.awaitReady();

                JsonNode answer =
                        json(
                                topics.servers(),
                                "{\"instances\": [[1, 2]]}",
                                "printed",
                                "printed-out");

                assertThat(answer.at("/predictions")).hasToString("[[2.0,4.0]]");
                assertThat(leat.awaitOut("broker ")).isEqualTo(topics.servers());
                assertThat(leat.err()).isEmpty();
            }
        }
    }

    /** The file's broker is not there, and would be reached over TLS with a client certificate. */
    @Test
    void runsAFileOnABrokerOfItsOwnWhateverItStates() throws Exception {
        try (SameModel model = SameModel.start()) {
            String yaml =
                    OwnDeployment.yaml(model.port(), "in", "out")
                            + "      - {name: KAFKA_SECURITY_PROTOCOL, value: ssl}\n"
                            + "      - name: KAFKA_SSL_CLIENT_KEY\n"
                            + "        valueFrom: {secretKeyRef: {name: user, key: user.key}}\n";
            String file = OwnDeployment.file(folder, yaml);

            try (LeatProcess leat = local(file, "--embedded-broker")) {
                String broker = broker(leat);

                JsonNode answer = json(broker, "{\"instances\":[[7]]}", "in", "out");

                assertThat(answer.at("/predictions")).hasToString("[[7]]");
                assertThat(leat.awaitOut("broker "))
                        .endsWith("(embedded, in place of 127.0.0.1:1)");
            }
        }
    }
}
