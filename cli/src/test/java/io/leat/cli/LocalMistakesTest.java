// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code leat local} says to a mistake: a line for each, no stack trace, exit code 2. */
@ExtendWith(BrokerExtension.class)
class LocalMistakesTest {

    private static final String HELP = "leat local --help says what there is";
    private static final String VALID = OwnDeployment.yaml(1, "in", "out");

    @TempDir private Path folder;

    private void assertRefuses(List<String> args, String... lines) throws Exception {
        List<String> command = new ArrayList<>(List.of("local"));
        command.addAll(args);
        if (!args.contains("--state-dir")) {
            command.addAll(List.of("--state-dir", folder.resolve("state").toString()));
        }
        if (!args.contains("--port")) {
            command.addAll(List.of("--port", "0"));
        }
        try (LeatProcess leat = LeatProcess.start(command.toArray(String[]::new))) {
            leat.assertExits(2);
            assertThat(leat.err()).containsExactly(lines);
            assertThat(leat.out()).noneMatch(line -> line.startsWith("ready"));
        }
    }

    private String file(String yaml) throws Exception {
        return OwnDeployment.file(folder, yaml);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kind: SeldonDeployment | a: b: c | `:1:5: no YAML: mapping values are not allowed here`",
                "SeldonDeployment | Service | `: no SeldonDeployment in it, but Service (expected: one)`",
                "tensorflow | http | `: spec.protocol: \"http\" (expected: seldon, tensorflow, v2,"
                        + " kfserving, oip)`",
                "protocol: tensorflow | protocol: kserve | `: spec.protocol: \"kserve\" (expected: seldon,"
                        + " tensorflow, v2, kfserving, oip; did you mean v2?)`",
                "transport: rest | transport: soap | `: spec.transport: \"soap\" (expected: rest,"
                        + " grpc)`",
                "service_port: 1 | service_port: many | `:"
                        + " spec.predictors[0].graph.endpoint.service_port: \"many\" (expected: an"
                        + " integer of 32 bits)`",
            })
    void refusesAFileThatIsWrong(String right, String wrong, String problem) throws Exception {
        String yaml = wrong.startsWith("a: b") ? wrong : VALID.replaceFirst(right, wrong);

        String file = file(yaml);

        assertRefuses(List.of(file), "leat local: " + file + problem);
    }

    @Test
    void namesTheFieldThatIsMeantByAMisspeltOne() throws Exception {
        String file = file(VALID.replaceFirst("graph:", "grahp:"));

        assertRefuses(
                List.of(file),
                "leat local: " + file + ": spec.predictors[0].graph: absent (expected: an object)",
                "leat local: "
                        + file
                        + ": spec.predictors[0].grahp: unknown field, dropped: did you mean graph?");
    }

    @Test
    void refusesAFileThatIsNotThere() throws Exception {
        String absent = folder.resolve("absent.yaml").toString();

        assertRefuses(
                List.of(absent),
                "leat local: " + absent + ": no such file (expected: a SeldonDeployment)");
    }

    @Test
    void refusesAFolderInPlaceOfAFile() throws Exception {
        assertRefuses(
                List.of(folder.toString()),
                "leat local: "
                        + folder
                        + ": is a folder (expected: a file with a SeldonDeployment)");
    }

    @Test
    void asksWhichOfSeveralPredictors() throws Exception {
        String file = file(OwnDeployment.withOther(VALID, "in2", "out2"));

        assertRefuses(
                List.of(file),
                "leat local: "
                        + file
                        + ": several predictors (expected: --predictor with one of main, other)");
        assertRefuses(
                List.of(file, "--predictor", "third"),
                "leat local: --predictor: \"third\" is not in "
                        + file
                        + " (expected: one of main, other)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--port | many | `Invalid value for option '--port': \"many\" (expected: a port from 0"
                        + " to 65535)`",
                "--parallelism | 0 | `Invalid value for option '--parallelism': \"0\" (expected: a"
                        + " number from 1 to 128)`",
                "--graph | pyramid | `Invalid value for option '--graph': \"pyramid\" (expected: model,"
                        + " transformer, ab-test, combiner, shadow, canary)`",
                "--transport | soap | `Invalid value for option '--transport': \"soap\" (expected: rest,"
                        + " grpc)`",
                "--chekpoint-interval | 1s | `unknown option --chekpoint-interval (did you mean"
                        + " --checkpoint-interval?)`",
            })
    void refusesWrongUsage(String option, String value, String problem) throws Exception {
        try (LeatProcess leat = LeatProcess.start("local", option, value)) {
            leat.assertExits(2);

            assertThat(leat.err()).startsWith("leat local: " + problem).endsWith(HELP);
            assertThat(leat.err()).hasSizeLessThan(4);
            assertThat(leat.out()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "my.yaml --graph ab-test | `--graph with my.yaml (expected: without a FILE, which"
                        + " states its own)`",
                "my.yaml --transport grpc | `--transport with my.yaml (expected: without a FILE, which"
                        + " states its own)`",
                "--broker h:1 --embedded-broker | `--broker with --embedded-broker (expected: one of"
                        + " them)`",
                "--broker-port 0 | `Invalid value for option '--broker-port': \"0\" (expected: a port"
                        + " from 1 to 65535)`",
                "--graph combiner --protocol v2 | `--protocol: v2 with --graph combiner (expected:"
                        + " seldon, the only one in which the example's server combines)`",
            })
    void refusesAnExampleThatCannotBe(String args, String problem) {
        StringWriter err = new StringWriter();

        int code =
                LeatCommand.commandLine()
                        .setErr(new PrintWriter(err))
                        .execute(("local " + args).split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("leat local: " + problem, HELP);
    }

    @Test
    void tellsOfEveryWrongOptionAtOnce() throws Exception {
        assertRefuses(
                List.of(file(VALID), "--broker", "127.0.0.1", "--checkpoint-interval", "often"),
                "leat local: --broker: \"127.0.0.1\" (expected: HOST:PORT, several separated by"
                        + " commas)",
                "leat local: --checkpoint-interval: \"often\" (expected: a duration above zero"
                        + " such as 500ms, 5s, 2min or 1h; a bare number is milliseconds)");
    }

    @Test
    void namesTheUrlWhereItHasNoTls() throws Exception {
        String token = Files.writeString(folder.resolve("token"), "t0ken").toString();

        assertRefuses(
                List.of(
                        "--model=http://127.0.0.1:1",
                        "--protocol=seldon",
                        "--input-topic=in",
                        "--output-topic=out",
                        "--model-token-file=" + token),
                "leat local: --model-token-file is stated but --model http://127.0.0.1:1 is without"
                        + " TLS (expected: https:// or grpcs:// there; or"
                        + " LEAT_MODEL_CREDENTIALS_IN_PLAIN_TEXT true, where everyone on the way may"
                        + " read them)");
    }

    @Test
    void refusesOneTopicForBothEnds() throws Exception {
        String file = file(VALID);

        assertRefuses(
                List.of(file, "--broker", "127.0.0.1:1", "--output-topic", "in"),
                "leat local: KAFKA_INPUT_TOPIC and --output-topic are both \"in\" (expected: two"
                        + " different topics) [from "
                        + file
                        + ": spec.predictors[0].svcOrchSpec.env[1]]");
    }

    @Test
    void refusesAPortInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertRefuses(
                    List.of("--port", Integer.toString(port)),
                    "leat local: --port: "
                            + port
                            + " is in use (expected: a free port; --port 0 takes any)");
        }
    }

    @Test
    void refusesAStateFolderOfAnotherRun() throws Exception {
        try (FileChannel lock =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            assertThat(lock.lock().isValid()).isTrue();

            assertRefuses(
                    List.of("--state-dir", folder.toString()),
                    "leat local: --state-dir: "
                            + folder
                            + " is in use by another run (expected: end that one first, or name"
                            + " another folder)");
        }
    }

    @Test
    void refusesAStateFolderThatCannotBe() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertRefuses(
                List.of("--state-dir", file.toString()),
                "leat local: --state-dir: "
                        + file
                        + " cannot be used: FileAlreadyExistsException (expected: a folder that can"
                        + " be written)");
    }

    @Test
    void tellsWhenNoBrokerAnswersAndWhatWouldHelp() throws Exception {
        String away =
                "leat local: %s: no broker answers at 127.0.0.1:1 within 10 s: connection"
                        + " refused (expected: a running broker there; check address, port, listener and security"
                        + " protocol)";
        String help =
                "leat local: start that broker, or run with --embedded-broker in its place [from %s]";
        String file = file(VALID);

        assertRefuses(
                List.of(file, "--broker", "127.0.0.1:1"),
                away.formatted("--broker"),
                help.formatted("--broker"));
        assertRefuses(
                List.of(file),
                away.formatted("KAFKA_BROKER"),
                help.formatted(file + ": spec.predictors[0].svcOrchSpec.env[0]"));
    }

    @Test
    void refusesOptionsOfABrokerThatIsNotEmbedded() throws Exception {
        String file = file(VALID);

        assertRefuses(
                List.of(file, "--broker-port", "19092"),
                "leat local: --broker-port is that of the embedded broker (expected:"
                        + " --embedded-broker beside it, in place of the broker that is stated) [from "
                        + file
                        + ": spec.predictors[0].svcOrchSpec.env[0]]");
        assertRefuses(
                List.of(file, "--embedded-broker", "--security-protocol", "SSL"),
                "leat local: --security-protocol with an embedded broker (expected: none, or --broker"
                        + " with the broker that is reached so)");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefuses(
                    List.of(file, "--embedded-broker", "--broker-port", port),
                    "leat local: --broker-port: "
                            + port
                            + " is in use (expected: a free port; without --broker-port any free one"
                            + " is taken)");
            assertRefuses(
                    List.of(
                            file,
                            "--embedded-broker",
                            "--broker-port",
                            port,
                            "--port",
                            port,
                            "--max-in-flight",
                            "lots"),
                    "leat local: --max-in-flight: \"lots\" (expected: a whole number from 1 to"
                            + " 100000)");
        }
    }

    @Test
    void makesNoTopicsOnTheBrokerOfAnother(Topics topics) throws Exception {
        topics.create("mistakes-out");
        String file = file(OwnDeployment.yaml(1, "mistakes-in", "mistakes-out"));

        assertRefuses(
                List.of(file, "--broker", topics.servers()),
                "leat local: KAFKA_INPUT_TOPIC: topic \"mistakes-in\" does not exist (expected: an"
                        + " existing topic; create it with kafka-topics.sh --create --topic"
                        + " mistakes-in, or correct the name)");
    }
}
