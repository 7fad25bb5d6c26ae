// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.job.plan.StatedWeights;
import io.leat.job.plan.WeightsFile;
import io.leat.testing.log.LogLines;
import io.leat.traffic.TrafficBy;
import io.leat.traffic.TrafficSplit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of a deployment file that changes as Kubernetes, editors and scripts change files. */
class WeightsFileReaderTest {

    private static final String DEPLOYMENT =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: d}
            spec:
              serverType: kafka
              predictors:
              - name: main
                graph: {name: m, type: MODEL, endpoint: {service_host: h, service_port: 1}}
                traffic: %d
              - name: canary
                graph: {name: m, type: MODEL, endpoint: {service_host: i, service_port: %d}}
                traffic: %d
            """;

    private static final TrafficSplit SPLIT =
            new TrafficSplit("d", TrafficBy.KEY, List.of("main", "canary"), List.of(90, 10));

    @TempDir private Path folder;

    private final LiveWeights weights = new LiveWeights(SPLIT);
    private final LogLines lines = LogLines.of(WeightsFileReader.class);

    @AfterEach
    void close() {
        lines.close();
    }

    private static String yaml(int main) {
        return DEPLOYMENT.formatted(main, 2, 100 - main);
    }

    private Path file() {
        return folder.resolve("deployment.yaml");
    }

    private WeightsFileReader reader() throws Exception {
        String rest = StatedWeights.read(yaml(90), "d.yaml").rest();
        return new WeightsFileReader(new WeightsFile(file().toString(), "d", rest), weights);
    }

    private WeightsFileReader begun() throws Exception {
        Files.writeString(file(), yaml(90));
        WeightsFileReader reader = reader();
        reader.begin();
        return reader;
    }

    private static void lookTwice(WeightsFileReader reader) {
        reader.look();
        reader.look();
    }

    @Test
    void beginsWithWhatTheFileSaysAtTheStart() throws Exception {
        Files.writeString(file(), yaml(70));

        reader().begin();

        assertThat(weights.percents()).containsExactly(70, 30);
    }

    @Test
    void setsWhatIsThereAtTwoLooks() throws Exception {
        WeightsFileReader reader = begun();
        Files.writeString(file(), yaml(50));

        reader.look();
        assertThat(weights.percents()).containsExactly(90, 10);
        reader.look();
        assertThat(weights.percents()).containsExactly(50, 50);
        assertThat(lines.seen())
                .containsExactly(
                        "weights are main 50, canary 50 from now on, as "
                                + file()
                                + " says; before: main 90, canary 10");
    }

    /** A ConfigMap's file is a link into a folder that is itself a link, which is swapped. */
    @Test
    void followsTheFolderThatKubernetesSwaps() throws Exception {
        for (int main : List.of(90, 20)) {
            Path version = Files.createDirectory(folder.resolve("..version" + main));
            Files.writeString(version.resolve("deployment.yaml"), yaml(main));
        }
        Path data = folder.resolve("..data");
        Files.createSymbolicLink(data, Path.of("..version90"));
        Files.createSymbolicLink(file(), Path.of("..data", "deployment.yaml"));
        WeightsFileReader reader = reader();
        reader.begin();

        Path next = folder.resolve("..data_tmp");
        Files.createSymbolicLink(next, Path.of("..version20"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lookTwice(reader);

        assertThat(weights.percents()).containsExactly(20, 80);
    }

    @Test
    void keepsTheWeightsWhateverIsCutOff() throws Exception {
        String whole = yaml(50);
        WeightsFileReader reader = begun();

        for (int end = 0; end < whole.length() - 1; end++) {
            String half = whole.substring(0, end);
            Files.writeString(file(), half);
            lookTwice(reader);
            // As long as the last number is not whole, nothing adds up.
            assertThat(weights.percents()).as(half).containsExactly(90, 10);
        }
    }

    @Test
    void saysOnceWhatIsWrong() throws Exception {
        WeightsFileReader reader = begun();
        Files.writeString(file(), DEPLOYMENT.formatted(90, 2, 20));

        lookTwice(reader);
        lookTwice(reader);

        assertThat(lines.seen())
                .singleElement()
                .asString()
                .startsWith(
                        file()
                                + ": the weights stay at main 90, canary 10, as what it says cannot be used: ")
                .contains("traffic adds up to 110");
    }

    @Test
    void saysOnceThatTheFileIsNotThere() throws Exception {
        WeightsFileReader reader = reader();

        reader.begin();
        lookTwice(reader);

        assertThat(lines.seen())
                .singleElement()
                .asString()
                .startsWith(file() + " is not there: the weights stay at main 90, canary 10");
    }

    @Test
    void leavesAloneWhatOnlyARestartChangesAndSaysSoOnce() throws Exception {
        WeightsFileReader reader = begun();
        Files.writeString(file(), DEPLOYMENT.formatted(60, 3, 40));

        lookTwice(reader);
        lookTwice(reader);

        assertThat(weights.percents()).containsExactly(60, 40);
        assertThat(lines.seen())
                .hasSize(2)
                .contains(
                        file()
                                + " has changed in more than weights: that takes effect when the job is"
                                + " started again");
    }

    @Test
    void refusesAFileWithoutOneOfThePredictors() throws Exception {
        WeightsFileReader reader = begun();
        Files.writeString(file(), yaml(50).replace("name: canary", "name: other"));

        lookTwice(reader);

        assertThat(weights.percents()).containsExactly(90, 10);
        assertThat(lines.seen().get(0))
                .contains(
                        "predictor canary is missing (expected: main, canary, with which the job was started)");
    }
}
