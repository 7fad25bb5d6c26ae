// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of models that are stated wrong, by {@code leat local} and {@code leat init}. */
class ModelFlagsTest {

    private static void assertRefuses(String command, String args, String problem) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(args.split(" ")));

        Ran ran = Ran.leat(words.toArray(String[]::new));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err())
                .containsExactly(
                        "leat " + command + ": " + problem,
                        "leat " + command + " --help says what there is");
        assertThat(ran.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "127.0.0.1:18080 | `\"127.0.0.1:18080\" has no scheme (expected: http, https, grpc or"
                        + " grpcs, for example http://127.0.0.1:18080)`",
                "iris | `\"iris\" has no scheme (expected: http, https, grpc or grpcs, for example"
                        + " http://iris)`",
                "ftp://h:1 | `\"ftp://h:1\" has the scheme ftp (expected: http, https, grpc or grpcs,"
                        + " for example http://h:1)`",
                "http://h:1/v2/models/iris/infer | `\"http://h:1/v2/models/iris/infer\" has a path"
                        + " (expected: none, as protocol and model name give it: http://h:1)`",
                "http://h:1?token=secret | `\"http://h:1?…\" has a query (expected: none, for example"
                        + " http://h:1)`",
                "http://h:1#x | `\"http://h:1#…\" has a fragment (expected: none, for example"
                        + " http://h:1)`",
                "http://me:secret@h:1 | `\"http://…@h:1\" has a user (expected: none, --model-username"
                        + " and LEAT_MODEL_PASSWORD state one: http://h:1)`",
                "me:secret@h:1 | `\"…@h:1\" has no scheme (expected: http, https, grpc or grpcs, for"
                        + " example http://127.0.0.1:8080)`",
                "http://10.0.0.300:1 | `\"http://10.0.0.300:1\" has the host \"10.0.0.300\""
                        + " (expected: an IPv4 address of four numbers from 0 to 255, or a host name,"
                        + " for example http://127.0.0.1:8080)`",
                "http://:8080 | `\"http://:8080\" has the host \"\" (expected: a host name or address,"
                        + " for example http://127.0.0.1:8080)`",
                "http://h:0 | `\"http://h:0\" has the port \"0\" (expected: 1 to 65535, for example"
                        + " http://127.0.0.1:8080)`",
                "http://h: | `\"http://h:\" has the port \"\" (expected: 1 to 65535, for example"
                        + " http://127.0.0.1:8080)`",
                "http://h:70000 | `\"http://h:70000\" has the port \"70000\" (expected: 1 to 65535,"
                        + " for example http://127.0.0.1:8080)`",
                "grpc://h | `\"grpc://h\" has no port (expected: one, as grpc has no usual one, for"
                        + " example grpc://h:8081)`",
            })
    void refusesAUrlThatIsNone(String url, String problem) {
        for (String command : List.of("local", "init")) {
            assertRefuses(
                    command,
                    "--protocol v2 --model-name iris --model " + url,
                    "--model: " + problem);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--model http://h:1 | `--protocol is missing (expected: v2, which Triton, MLServer and"
                        + " KServe speak, tensorflow or seldon)`",
                "--model http://h:1 --protocol kserve | `Invalid value for option '--protocol':"
                        + " \"kserve\" (expected: seldon, tensorflow, v2, kfserving, oip; did you mean"
                        + " v2?)`",
                "--model http://h:1 --protocol v2 | `--model: \"http://h:1\" has no model name"
                        + " (expected: --model-name with the model's name on the server, which v2"
                        + " requests hold)`",
                "--model =http://h:1 --protocol v2 | `--model: \"=http://h:1\" has no model name"
                        + " (expected: NAME=URL, for example iris=http://127.0.0.1:8080)`",
                "--model a=http://h:1 --model-name b --protocol v2 | `--model: the name a with"
                        + " --model-name b (expected: one of the two)`",
                "--model a=http://h:1 --model http://h:2 --protocol v2 | `--model: \"http://h:2\" has"
                        + " no model name (expected: NAME=URL, for example"
                        + " iris=http://127.0.0.1:8080)`",
                "--model a=http://h:1 --model a=http://h:2 --protocol v2 | `--model: two models are"
                        + " named a (expected: a name of its own for each)`",
                "--model a=http://h:1 --model b=http://h:2 --model-name c --protocol v2 | `--model:"
                        + " --model-name with 2 models (expected: NAME=URL for each)`",
                "--model a=http://h:1 --model b=grpc://h:2 --protocol v2 | `--model: a is called over"
                        + " http and b over grpc (expected: one transport for all models of a"
                        + " chain)`",
                "--model http://h:1 --protocol seldon --model-tls true | `--model-tls with --model"
                        + " (expected: none, as http:// and https://, grpc:// and grpcs:// state"
                        + " it)`",
                "--model a=http://h:1 --model b=https://h:2 --protocol v2 --model-security-nodes a |"
                        + " `--model-security-nodes with URLs of both kinds (expected: none, as"
                        + " https:// and grpcs:// state it)`",
            })
    void refusesModelsThatDoNotGoTogether(String args, String problem) {
        assertRefuses("local", args, problem);
        assertRefuses("init", args, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "my.yaml --model http://h:1 | `--model with my.yaml (expected: one of them)`",
                "--model http://h:1 --graph model | `--graph with --model (expected: without --model,"
                        + " which runs models of your own)`",
                "--model http://h:1 --predictor x | `--predictor with --model (expected: none, as there"
                        + " is one predictor)`",
                "--model http://h:1 --transport rest | `--transport with --model (expected: none, as"
                        + " http:// and https:// mean rest, grpc:// and grpcs:// mean grpc)`",
                "--model-name x | `--model-name without --model (expected: --model URL beside it)`",
                "--name x | `--name without --model (expected: --model URL beside it)`",
            })
    void refusesWhatBelongsToAnotherKindOfRun(String args, String problem) {
        assertRefuses("local", args, problem);
    }

    @Test
    void asksForAModel() {
        assertRefuses(
                "init",
                "--protocol v2",
                "--model is missing (expected: a URL, for example http://127.0.0.1:8080)");
    }
}
