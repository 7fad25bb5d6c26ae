// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.modelserver.Datatype;
import io.leat.modelserver.ElementwiseModel;
import io.leat.modelserver.ModelServer;
import io.leat.modelserver.Shape;
import io.leat.modelserver.TensorSpec;
import io.leat.modelserver.rest.RestModelServer;
import io.leat.testing.net.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What README says under "Run your own model", word for word: only the addresses of model and
 * broker are others.
 */
class ReadmePathITCase {

    private static final Path README = Path.of("..", "README.md");
    private static final Pattern BLOCK =
            Pattern.compile("^```sh\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** Doubles four numbers. */
    private static final ElementwiseModel IRIS =
            new ElementwiseModel(x -> 2 * x) {
                @Override
                public List<TensorSpec> inputs() {
                    return List.of(new TensorSpec("x", Datatype.FP32, Shape.of(Shape.ANY, 4)));
                }

                @Override
                public List<TensorSpec> outputs() {
                    return List.of(new TensorSpec("y", Datatype.FP32, Shape.of(Shape.ANY, 4)));
                }
            };

    @TempDir private Path folder;

    /** The lines of each block of commands. */
    private static List<List<String>> blocks(int modelPort, int brokerPort) throws IOException {
        String text = Files.readString(README);
        int begin = text.indexOf("\n## Run your own model\n");
        String section = text.substring(begin, text.indexOf("\n## ", begin + 1));
        assertThat(section).contains("127.0.0.1:8080", "localhost:9092", "--broker-port 9092");
        return BLOCK.matcher(section)
                .results()
                .map(block -> block.group(1))
                .map(block -> block.replace("127.0.0.1:8080", "127.0.0.1:" + modelPort))
                .map(block -> block.replace("9092", Integer.toString(brokerPort)))
                .map(block -> block.lines().toList())
                .toList();
    }

    @Test
    void leadsFromAModelServerToPredictionsAndToAFile() throws Exception {
        LeatShell shell = LeatShell.in(folder);
        try (ModelServer server = RestModelServer.start(Map.of("iris", IRIS))) {
            List<List<String>> blocks = blocks(server.address("iris").getPort(), FreePorts.free());
            List<String> tries = blocks.get(1);
            List<String> keeps = blocks.get(2);
            assertThat(blocks).hasSize(3);

            try (LeatProcess local = shell.start(blocks.get(0).get(0))) {
                local.awaitOut("Ctrl-C stops it");
                shell.run(tries.get(0));
                try (LeatProcess watch = shell.start(tries.get(1))) {
                    assertThat(watch.awaitOut("  {")).contains("[10.2,7.0,2.8,0.4]");
                }
                assertThat(shell.run(tries.get(2))).containsExactly("no dead letters");
                pasteWhatIsProposed(shell, local);
                shell.run(keeps.get(0));
                assertThat(shell.run(keeps.get(1))).last().asString().contains("iris");
                local.terminate();
                local.assertExits(LeatProcess.TERMINATED);
            }
            try (LeatProcess local = shell.start(keeps.get(2))) {
                assertThat(local.awaitOut("resuming ")).contains("savepoint-");
                local.awaitReady();
            }
            assertThat(tries).hasSize(3);
            assertThat(keeps).hasSize(3);
        }
    }

    /** The commands that the local run has printed itself. */
    private static void pasteWhatIsProposed(LeatShell shell, LeatProcess local) throws Exception {
        String send = proposal(local, "send a record");
        assertThat(send).startsWith("echo '{\"inputs\":[{\"name\":\"x\",");
        shell.run(send);
        try (LeatProcess predictions = shell.start(proposal(local, "read predictions"))) {
            predictions.awaitOutContaining("[1.0,1.0");
        }
        assertThat(shell.run(proposal(local, "list dead letters")))
                .containsExactly("no dead letters");
        assertThat(shell.run(proposal(local, "look at the job")).get(0))
                .contains("healthy: everything read is answered");
        shell.run(proposal(local, "keep it as a file"));
        shell.run("./leat validate deployment.yaml --connect");
    }

    private static String proposal(LeatProcess local, String name) throws Exception {
        return local.awaitOut("  " + name);
    }
}
