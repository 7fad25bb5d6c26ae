// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.leat.graph.Endpoint;
import io.leat.job.JobLoader;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code leat render} prints and writes, and with which exit code it ends. */
class RenderCommandTest {

    private static final String INCOME =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: income, namespace: scoring}
            spec:
              protocol: v2
              transport: grpc
              serverType: kafka
              predictors:
              - name: main
                graph:
                  name: scale
                  type: TRANSFORMER
                  children:
                  - {name: classifier, implementation: TRITON_SERVER, modelUri: "s3://models/income"}
                componentSpecs:
                - spec: {containers: [{name: scale, image: example/scale}]}
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: "kafka.example:9092"}
                  - {name: KAFKA_INPUT_TOPIC, value: people}
                  - name: KAFKA_OUTPUT_TOPIC
                    valueFrom: {configMapKeyRef: {name: topics, key: out}}
            """;

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine command = LeatCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(args);
    }

    private String file(String text) throws IOException {
        Path file = folder.resolve("in.yaml");
        Files.writeString(file, text);
        return file.toString();
    }

    private Map<String, String> written(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void printsOneStreamOfDocuments() throws Exception {
        int code = run("render", "--image", "registry.example/leat:1", file(INCOME));

        assertThat(code).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString().split("(?m)^---$"))
                .hasSize(9)
                .anySatisfy(
                        document ->
                                assertThat(document)
                                        .contains(
                                                "kind: FlinkDeployment",
                                                "image: registry.example/leat:1"));
    }

    @Test
    void writesOneFileForEachObjectAndTheSameBytesAgain() throws Exception {
        Path target = folder.resolve("a/b");
        int code = run("render", "--output-dir", target.toString(), file(INCOME));
        Map<String, String> first = written(target);
        run("render", "--output-dir", target.toString(), file(INCOME));

        assertThat(code).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(first)
                .hasSize(10)
                .containsKeys("kustomization.yaml", "income-main.flinkdeployment.yaml");
        assertThat(written(target)).isEqualTo(first);
    }

    @Test
    void leavesAFolderAloneWhenADocumentIsRefused() throws Exception {
        Path target = folder.resolve("out");
        int code =
                run(
                        "render",
                        "--output-dir",
                        target.toString(),
                        file(INCOME.replace("name: main", "name: M")));

        assertThat(code).isEqualTo(1);
        assertThat(target).doesNotExist();
        assertThat(err.toString())
                .contains(
                        "[0] income: spec.predictors[0].name: \"M\" (expected: at most 63 lower-case")
                .hasLineCount(1);
    }

    @Test
    void printsNothingOfAFileWhenAnotherIsRefused() throws Exception {
        Path good = folder.resolve("good.yaml");
        Files.writeString(good, INCOME);
        int code =
                run("render", good.toString(), file(INCOME.replace("KAFKA_BROKER", "KAFKA_BROKR")));

        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("spec.predictors[0].svcOrchSpec.env: KAFKA_BROKER is missing");
    }

    @Test
    void tellsOfAWrongOption() throws Exception {
        int code = run("render", "--flink-version", "2.2", file(INCOME));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("--flink-version is \"2.2\" (expected: the operator's spelling");
    }

    @Test
    void tellsOfAFolderThatCannotBe() throws Exception {
        int code = run("render", "--output-dir", file(INCOME), file(INCOME));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("in.yaml: cannot be written to");
    }

    @Test
    void givesTheJobAGraphWithTheAddressesOfTheServices() throws Exception {
        run("render", file(INCOME));
        JsonNode graph = null;
        JsonNode job = null;
        for (String document : out.toString().split("(?m)^---$", -1)) {
            JsonNode object = YAML.readTree(document);
            graph = object.path("kind").asText().equals("ConfigMap") ? object : graph;
            job = object.path("kind").asText().equals("FlinkDeployment") ? object : job;
        }
        assertThat(graph).isNotNull();
        assertThat(job).isNotNull();

        // as the pod's environment has it, the reference resolved
        Map<String, String> environment = Map.of("KAFKA_OUTPUT_TOPIC", "incomes");
        PredictorSelection selection =
                PredictorSelection.fromText(
                        graph.path("data").path("deployment.yaml").asText(),
                        "deployment.yaml",
                        job.at("/spec/job/args/3").asText());
        InferenceJob loaded =
                JobLoader.load(selection, new JobArguments(Map.of()), environment, Map.of());

        assertThat(loaded.group()).isEqualTo("main.income.scoring");
        assertThat(selection.warnings()).isEmpty();
        assertThat(loaded.graph().endpoint())
                .isEqualTo(
                        new Endpoint(
                                "income-main-serving-scale.scoring.svc.cluster.local", 9000, 9500));
        assertThat(loaded.graph().children().get(0).endpoint())
                .isEqualTo(
                        new Endpoint(
                                "income-main-serving-classifier.scoring.svc.cluster.local",
                                9001,
                                9501));
    }
}
