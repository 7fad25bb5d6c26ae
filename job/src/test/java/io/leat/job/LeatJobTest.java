// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.job.plan.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The entry point where it is called in a process that is not its own. */
class LeatJobTest {

    private final PrintStream original = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(original);
    }

    @Test
    void printsAMistakeAndThrowsItWithoutAStackTrace() {
        assertThatThrownBy(() -> LeatJob.main(new String[] {"--deployment", "nowhere.yaml"}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("nowhere.yaml: no such file (expected: a SeldonDeployment)")
                .satisfies(mistake -> assertThat(mistake.getStackTrace()).isEmpty());

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("leat: nowhere.yaml: no such file (expected: a SeldonDeployment)");
    }

    /** No broker is needed: there is none at this address. */
    @Test
    void warnsOnceOfCheckpointsThatLieInTheJobManagersMemory(@TempDir Path folder)
            throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("d.yaml"),
                        """
                        apiVersion: machinelearning.seldon.io/v1
                        kind: SeldonDeployment
                        metadata: {name: d}
                        spec:
                          predictors:
                          - name: main
                            graph: {name: m, type: MODEL}
                            componentSpecs: [{spec: {containers: [{name: m, image: 'x:1'}]}}]
                        """);

        assertThatThrownBy(
                        () ->
                                LeatJob.main(
                                        new String[] {
                                            "--deployment",
                                            file.toString(),
                                            "--broker=127.0.0.1:1",
                                            "--input-topic=in",
                                            "--output-topic=out"
                                        }))
                .isInstanceOf(ConfigurationException.class);

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.contains("checkpointing"))
                .singleElement()
                .asString()
                .startsWith(
                        "leat: warning: execution.checkpointing.dir is not set in Flink's"
                                + " configuration here");
    }
}
