// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.leat.job.JobLoader;
import io.leat.job.plan.InferenceJob;
import io.leat.job.plan.JobArguments;
import io.leat.job.plan.PredictorSelection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code leat render --session}, and what its jobs make of it. */
class RenderSessionTest {

    private static final String DEPLOYMENT =
            """
            apiVersion: machinelearning.seldon.io/v1
            kind: SeldonDeployment
            metadata: {name: %1$s, namespace: scoring}
            spec:
              protocol: v2
              serverType: kafka
              predictors:
              - name: main
                graph:
                  name: classifier
                  type: MODEL
                  endpoint: {service_host: %1$s.models.svc, service_port: 8000}
                svcOrchSpec:
                  env:
                  - {name: KAFKA_BROKER, value: "%1$s.example:9092"}
                  - {name: KAFKA_INPUT_TOPIC, value: %1$s-in}
                  - {name: KAFKA_OUTPUT_TOPIC, value: %1$s-out}
                  - {name: KAFKA_SECURITY_PROTOCOL, value: SASL_SSL}
                  - {name: KAFKA_SASL_MECHANISM, value: PLAIN}
                  - {name: KAFKA_SASL_USERNAME, value: %1$s}
                  - name: KAFKA_SASL_PASSWORD
                    valueFrom: {secretKeyRef: {name: %1$s, key: password}}
            """;

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int render(String... args) throws IOException {
        CommandLine command = LeatCommand.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "render",
                                "--image=registry.example/leat:1",
                                "--state-dir=s3://leat-state"));
        all.addAll(List.of(args));
        for (String name : List.of("iris", "fraud")) {
            all.add(
                    Files.writeString(folder.resolve(name + ".yaml"), DEPLOYMENT.formatted(name))
                            .toString());
        }
        return command.execute(all.toArray(String[]::new));
    }

    private List<JsonNode> rendered(String kind) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        for (String document : out.toString().split("(?m)^---\n", -1)) {
            JsonNode tree = YAML.readTree(document);
            if (tree.path("kind").asText().equals(kind)) {
                found.add(tree);
            }
        }
        return found;
    }

    /** As the pods have it: what is a reference is some text there. */
    private static Map<String, String> environment(JsonNode cluster) {
        Map<String, String> environment = new HashMap<>();
        cluster.at("/spec/podTemplate/spec/containers/0/env")
                .forEach(
                        variable ->
                                environment.put(
                                        variable.path("name").asText(),
                                        variable.path("value").asText("of the Secret")));
        return environment;
    }

    @Test
    void givesEachJobItsOwnSettingsInPodsThatAllShare() throws Exception {
        assertThat(render("--session=small")).as(err.toString()).isZero();

        JsonNode cluster = rendered("FlinkDeployment").get(0);
        Map<String, String> environment = environment(cluster);
        List<JsonNode> jobs = rendered("FlinkSessionJob");
        assertThat(rendered("FlinkDeployment")).hasSize(1);
        assertThat(cluster.at("/spec/job").isMissingNode()).isTrue();
        assertThat(jobs).hasSize(2);
        for (JsonNode job : jobs) {
            String name = job.at("/metadata/labels/leat.io~1deployment").asText();
            InferenceJob loaded = load(job, environment);

            assertThat(job.at("/spec/deploymentName").asText()).isEqualTo("small");
            assertThat(loaded.group()).isEqualTo("main." + name + ".scoring");
            assertThat(loaded.settings().topics().clients().brokers())
                    .isEqualTo(name + ".example:9092");
            assertThat(loaded.settings().topics().input()).isEqualTo(name + "-in");
            assertThat(loaded.settings().topics().clients().security().toString())
                    .contains("environment variable KAFKA_SASL_PASSWORD__" + name + "-main")
                    .doesNotContain("of the Secret");
        }
    }

    private static InferenceJob load(JsonNode job, Map<String, String> environment)
            throws Exception {
        JobArguments arguments =
                JobArguments.parse(
                        StreamSupport.stream(job.at("/spec/job/args").spliterator(), false)
                                .map(JsonNode::asText)
                                .toArray(String[]::new));
        return JobLoader.load(
                PredictorSelection.of(arguments, environment), arguments, environment, Map.of());
    }

    @Test
    void asksForTheSessionThatASizeIsOf() throws Exception {
        assertThat(render("--session-slots=4")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--session-slots without --session (expected: --session NAME with it)");
    }

    @Test
    void takesNoModelsIntoTheSharedPods() throws Exception {
        assertThat(render("--session=small", "--sidecar")).isEqualTo(2);
        assertThat(err.toString()).contains("--sidecar with --session small (expected: one of");
    }

    @Test
    void writesAChart() throws Exception {
        assertThat(render("--session=small", "--helm=" + folder.resolve("chart"))).isZero();
        assertThat(Files.readString(folder.resolve("chart/values.yaml")))
                .contains("  iris-main:\n    parallelism: 1", "  small:\n", "memory: 4096m");
    }
}
