// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.plan.JobArguments;
import io.leat.local.example.ExampleChoice;
import io.leat.local.example.ExampleGraph;
import io.leat.protocol.Transport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each example graph through a real broker and cluster. In this JVM: starting one is most of it.
 */
class ExampleGraphsITCase {

    private static final Pattern BRANCH =
            Pattern.compile("branch {6}(\\S+) +\\S+ % \\(\\d+ of (\\d+) right\\)");

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "TRANSFORMER,REST",
        "TRANSFORMER,GRPC",
        "AB_TEST,REST",
        "AB_TEST,GRPC",
        "COMBINER,REST",
        "COMBINER,GRPC",
        "SHADOW,REST",
        "CANARY,REST",
    })
    void answersEveryImage(ExampleGraph graph, Transport transport) throws Exception {
        List<String> out = run(new ExampleChoice(graph, Optional.empty(), Optional.of(transport)));

        assertThat(out)
                .contains("summary     sent 250, answered 250, distinct 250, dead letters 0");
        assertThat(out).anyMatch(line -> line.matches("accuracy {4}9[0-2]\\.\\d % .*"));
        assertThat(out)
                .filteredOn(line -> line.startsWith("deployment"))
                .hasSize(graph == ExampleGraph.SHADOW ? 2 : 1)
                .allMatch(line -> line.contains(" over " + transport.wire()));
        switch (graph) {
            case MODEL, TRANSFORMER -> assertThat(out).noneMatch(line -> line.startsWith("branch"));
            case AB_TEST -> assertBranchesShareTheImages(out);
            case CANARY -> assertPredictorsShareTheImages(out);
            case COMBINER ->
                    assertThat(out)
                            .contains("alone       fashion        90.4 % (226 of 250 right)")
                            .contains("alone       fashion-small  90.8 % (227 of 250 right)");
            case SHADOW -> assertTheShadowAnswersTheSameImages(out);
        }
    }

    private static void assertPredictorsShareTheImages(List<String> out) {
        // Of 80 and 20 percent. The same each time, as a hash of the key decides.
        assertThat(out)
                .contains(
                        "            default answered 204, dead letters 0; candidate answered 46, dead letters 0")
                .contains(
                        "predictor   default        89.2 % (182 of 204 right)",
                        "predictor   candidate      93.5 % (43 of 46 right)");
    }

    private static void assertTheShadowAnswersTheSameImages(List<String> out) {
        assertThat(out)
                .contains(
                        "topics      candidate: fashion-shadow-requests -> fashion-shadow-predictions-shadow, dead letters to fashion-shadow-predictions-shadow-dead-letter")
                .containsSequence(
                        "shadow      candidate answered 250, dead letters 0",
                        "            accuracy 90.8 % (227 of 250 right)")
                .anyMatch(
                        line -> line.matches(" {12}the same class as default for 2\\d\\d of 250"));
    }

    private static void assertBranchesShareTheImages(List<String> out) {
        List<Matcher> branches =
                out.stream().map(BRANCH::matcher).filter(Matcher::matches).toList();
        assertThat(branches)
                .extracting(branch -> branch.group(1))
                .containsExactly("fashion", "fashion-small");
        int first = Integer.parseInt(branches.get(0).group(2));
        int second = Integer.parseInt(branches.get(1).group(2));
        assertThat(first + second).isEqualTo(250);
        // Three of four, with seven standard deviations on either side.
        assertThat(first).isBetween(140, 235);
    }

    private List<String> run(ExampleChoice choice) throws Exception {
        LocalOptions options =
                new LocalOptions(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        choice,
                        Optional.empty(),
                        BrokerChoice.STATED,
                        new JobArguments(Map.of()),
                        true,
                        false,
                        OptionalInt.of(1),
                        0,
                        Optional.of(folder));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (LocalRun run = LocalRun.prepare(options, Map.of(), stream(out), stream(err))) {
            assertThat(run.run()).isEqualTo(RunEnd.DONE);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
