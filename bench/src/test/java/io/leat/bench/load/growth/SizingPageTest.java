// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.bench.load.experiment.Experiment.Outcome;
import io.leat.bench.load.experiment.LoadResults;
import io.leat.bench.load.subject.Window;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SizingPageTest {

    /** A second in which so many records cost so many microseconds each. */
    private static Outcome of(long records, double micros) {
        return new Outcome(
                List.of(new Window(1, records, records * micros / 1e6, 0.1, 0.1, 1000)), List.of());
    }

    private static LoadResults results(GrowthAxis axis, double... micros) {
        LoadResults results = new LoadResults();
        for (int i = 0; i < micros.length; i++) {
            results.add(axis.row(axis.numbers().get(i)), of(100_000, micros[i]));
        }
        return results;
    }

    @Test
    void sizesAMillionRecordsASecondFromTheRowOfOneSubtask() {
        LoadResults results = results(GrowthAxis.SUBTASKS, 12);

        assertThat(SizingPage.of(results))
                .containsPattern("\\| records/s of a subtask +\\| 100,000 +\\|")
                .containsPattern("\\| subtasks +\\| 17 +\\|")
                .containsPattern("\\| cores of Leat +\\| 20 +\\|")
                .containsPattern("\\| cores of the brokers +\\| 2 +\\|")
                .containsPattern("\\| partitions +\\| 34 +\\|")
                .containsPattern("\\| transactions/s +\\| 2 +\\|");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10, 11, 9, 12, 14 | flat at 10.0 µs",
                "10, 11, 9, 12, 16 | not flat: 1.6 times as much at 256",
            })
    void saysWhetherACostIsFlat(String costs, String found) {
        double[] micros =
                java.util.stream.Stream.of(costs.trim().split(", ", -1))
                        .mapToDouble(Double::parseDouble)
                        .toArray();

        assertThat(SizingPage.of(results(GrowthAxis.PARTITIONS, micros))).contains(found);
    }

    @Test
    void saysWhatEachOneMoreCostsWhereACostIsLinear() {
        assertThat(SizingPage.of(results(GrowthAxis.NODES, 10, 19, 46, 91)))
                .contains("linear: 10.0 µs and 9.00 µs for each one more");
        assertThat(SizingPage.of(results(GrowthAxis.NODES, 10, 40, 100, 91)))
                .contains("not linear: 2.2 times as much at 5");
    }

    @Test
    void inventsNothingThatWasNotMeasured() {
        assertThat(SizingPage.of(new LoadResults()))
                .containsPattern("\\| subtasks +\\| not measured +\\|")
                .doesNotContain("NaN", "Infinity", "growth.svg");
    }

    @ParameterizedTest
    @EnumSource
    void drawsEachAxisThatWasMeasured(GrowthAxis axis) throws Exception {
        String svg = SizingPage.picture(results(axis, 10, 12, 13, 14));

        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(svg).contains(axis.words()).doesNotContain("NaN", "Infinity");
    }

    @Test
    void hasARowForEachNumberOfEachAxis() {
        assertThat(GrowthRows.all()).hasSize(28).containsKeys("partitions-256", "payload-10000000");
        assertThat(GrowthRows.all()).containsKeys(GrowthRows.QUICK.toArray(String[]::new));
    }
}
