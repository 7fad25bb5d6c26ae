// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.bench.load.experiment.Experiment;
import io.leat.bench.load.experiment.LoadResults;
import io.leat.bench.load.measure.Delays;
import io.leat.bench.load.subject.Window;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadReportTest {

    private static Experiment.Outcome at(long... rates) {
        return new Experiment.Outcome(
                java.util.stream.LongStream.of(rates)
                        .mapToObj(rate -> new Window(1, rate, 0.5, 0.1, 0.2, 1000))
                        .toList(),
                List.of());
    }

    private static LoadResults results() {
        LoadResults results = new LoadResults();
        results.add("bare-rest", at(1000, 1200, 1100));
        results.add("rest", at(900, 500));
        return results;
    }

    private static LoadReport report(LoadResults results) {
        return new LoadReport(LoadRows.all(), results, Map.of("processors", "2"));
    }

    @Test
    void statesMediansAndWhatTheyAreOfTheBaselines() {
        String text = report(results()).text();

        assertThat(text)
                .containsPattern("bare-rest +\\|.*\\| 1,100 +\\| 1,000 … 1,200")
                .containsPattern("\\| rest +\\|.*\\| 700 +\\| 500 … 900 .*64 % of bare-rest");
    }

    @Test
    void saysOfEachTargetWhetherItHolds() {
        String text = report(results()).text();

        assertThat(text)
                .containsPattern(
                        "REST, of the bare client +\\| at least 0.75 x +\\| 0.64 x +\\| MISSED")
                .doesNotContain("gRPC, of the bare client");
    }

    @Test
    void saysWhereTheTimeOfAnswersGoes() {
        LoadResults results = results();
        Map<String, Delays.Stage> stages =
                Map.of(
                        "sent", new Delays.Stage(1, 2),
                        "job", new Delays.Stage(3, 4),
                        "model", new Delays.Stage(5, 6),
                        "visible", new Delays.Stage(50, 110));
        Delays delays = new Delays(59, 100, 120, 130, 10, stages);
        results.add("delay-100ms", new Experiment.Outcome(List.of(), List.of(delays)));

        assertThat(report(results).text())
                .containsPattern(
                        "delay-100ms +\\| 1.00 / 2.00 +\\| 3.00 / 4.00 +\\| 5.00 / 6.00 +\\| 50.00 / 110");
    }

    @Test
    void addsToWhatWasWritten(@TempDir Path folder) {
        report(results()).write(folder.resolve("load"));

        LoadResults both = LoadReport.read(folder.resolve("load"));
        both.add("rest", at(700));

        assertThat(both.get("rest").windows()).hasSize(3);
        assertThat(both.get("rest").rate()).isEqualTo(700);
    }

    @Test
    void drawsAPictureThatIsXml(@TempDir Path folder) throws Exception {
        report(results()).write(folder.resolve("load"));

        String svg = Files.readString(folder.resolve("load.svg"));
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("line").getLength()).isEqualTo(2);
    }
}
