// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.flags.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that {@code leat render --helm} writes. */
class RenderHelmTest {

    private static final String IRIS =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: iris, namespace: scoring}
            spec:
              protocol: v2
              serverType: kafka
              predictors:
              - name: main
                graph: {name: classifier, implementation: SKLEARN_SERVER, modelUri: "s3://models/iris"}
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: "kafka.example:9092"}
                  - {name: KAFKA_INPUT_TOPIC, value: requests}
                  - {name: KAFKA_OUTPUT_TOPIC, value: predictions}
            """;

    @TempDir private Path folder;

    private Path chart;
    private Path file;

    @BeforeEach
    void writesTheDeployment() throws IOException {
        chart = folder.resolve("charts/iris");
        file = Files.writeString(folder.resolve("iris.yaml"), IRIS);
    }

    private Ran render(String... args) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "render",
                                "--image=registry.example/leat:1",
                                "--state-dir=s3://leat-state"));
        all.addAll(List.of(args));
        all.add(file.toString());
        return Ran.leat(all.toArray(String[]::new));
    }

    private Ran chart(String... args) {
        List<String> all = new ArrayList<>(List.of("--helm=" + chart));
        all.addAll(List.of(args));
        return render(all.toArray(String[]::new));
    }

    private Map<String, String> written() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(chart)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                files.put(chart.relativize(each).toString(), Files.readString(each));
            }
        }
        return files;
    }

    @Test
    void writesAChartAndTheSameBytesAgain() throws Exception {
        Ran first = chart();
        Map<String, String> files = written();
        chart();

        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).isEmpty();
        assertThat(files)
                .containsKeys(
                        "Chart.yaml",
                        "values.yaml",
                        "values.schema.json",
                        ".helmignore",
                        "templates/iris-main.flinkdeployment.yaml")
                .doesNotContainKey("kustomization.yaml");
        assertThat(files.get("Chart.yaml"))
                .contains("name: iris\n", "appVersion: \"" + Version.ofLeat() + "\"\n");
        assertThat(written()).isEqualTo(files);
    }

    @Test
    void proposesTheReleaseAndItsNamespace() {
        assertThat(chart().err())
                .last()
                .asString()
                .endsWith(" next: helm install iris %s --namespace scoring".formatted(chart));
    }

    @Test
    void removesTemplatesThatItNoLongerRenders() throws Exception {
        chart("--network-policy");
        Path mine = Files.writeString(chart.resolve("templates/mine.yaml"), "kind: Secret\n");
        Ran again = chart();

        assertThat(again.exitCode()).isZero();
        assertThat(again.err())
                .hasSize(2) // the last says what is written
                .first()
                .asString()
                .contains("removed templates/iris-main.networkpolicy.yaml of an earlier rendering");
        assertThat(written()).doesNotContainKey("templates/iris-main.networkpolicy.yaml");
        assertThat(mine).exists();
    }

    @Test
    void saysWhichChangesOfValuesAreLost() throws Exception {
        chart();
        Map<String, String> first = written();
        Files.writeString(chart.resolve("values.yaml"), "image: mine\n");
        Ran again = chart();

        assertThat(again.err())
                .hasSize(2) // the last says what is written
                .first()
                .asString()
                .contains("values.yaml: was changed since it was written, and is written anew");
        assertThat(written()).isEqualTo(first);
    }

    @Test
    void leavesAChartOfAnother() throws Exception {
        Files.createDirectories(chart);
        Files.writeString(chart.resolve("Chart.yaml"), "name: other\n");
        Ran refused = chart();

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .singleElement()
                .asString()
                .endsWith(
                        "Chart.yaml: there already, and not of leat render (expected: another"
                                + " folder, which this chart may name among its dependencies)");
        assertThat(written()).containsOnlyKeys("Chart.yaml");
    }

    @Test
    void writesToOnePlaceOnly() {
        Ran both = chart("--output-dir=" + folder.resolve("out"));
        Ran json = chart("-o", "json");

        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err())
                .anyMatch(
                        line -> line.contains("--helm with --output-dir (expected: one of them)"));
        assertThat(json.exitCode()).isEqualTo(2);
        assertThat(json.err())
                .anyMatch(
                        line -> line.contains("--output json with --helm (expected: one of them"));
        assertThat(chart).doesNotExist();
    }
}
