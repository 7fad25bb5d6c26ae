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
import io.leat.k8s.manifest.KubernetesNames;
import io.leat.traffic.TrafficBy;
import io.leat.traffic.TrafficSample;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** With what a cluster needs to be told. */
    private int render(String... args) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "render",
                                "--image=registry.example/leat:1",
                                "--storage-class=shared"));
        all.addAll(List.of(args));
        return run(all.toArray(String[]::new));
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

    private List<String> warnings() {
        return err.toString().lines().filter(line -> line.contains(": warning: ")).toList();
    }

    @Test
    void printsOneStreamOfDocuments() throws Exception {
        int code = render(file(INCOME));

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
        int code = render("--output-dir", target.toString(), file(INCOME));
        Map<String, String> first = written(target);
        render("--output-dir", target.toString(), file(INCOME));

        assertThat(code).isZero();
        assertThat(out.toString()).isEmpty();
        String written = "leat render: 10 files are in %1$s; next: kubectl apply -k %1$s";
        assertThat(err.toString().lines())
                .containsExactly(written.formatted(target), written.formatted(target));
        assertThat(first)
                .hasSize(11)
                .containsKeys(
                        "kustomization.yaml", "income-main.flinkdeployment.yaml", ".leat-rendered");
        assertThat(written(target)).isEqualTo(first);
    }

    @Test
    void writesAFolderInSilenceWhenQuiet() throws Exception {
        int code = render("-q", "--output-dir", folder.resolve("my out").toString(), file(INCOME));

        assertThat(code).isZero();
        assertThat(out.toString() + err).isEmpty();
    }

    @Test
    void proposesACommandThatCanBePasted() throws Exception {
        Path target = folder.resolve("my out");
        render("--output-dir", target.toString(), file(INCOME));

        assertThat(err.toString()).contains("; next: kubectl apply -k '" + target + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "value: \"kafka.example:9092\", value: \"127.0.0.1:9092\"",
        "implementation: TRITON_SERVER, 'endpoint: {service_host: localhost, grpcPort: 9000}, x: y'"
    })
    void proposesToStateOtherHostsFirstWhereTheyMeanAPodItself(String stated, String local)
            throws Exception {
        Path target = folder.resolve("out");
        render("--output-dir", target.toString(), file(INCOME.replace(stated, local)));

        assertThat(err.toString())
                .contains("in a cluster it is the ")
                .contains(
                        "; next: state the hosts that are warned of as pods reach them, and render"
                                + " again; then: kubectl apply -k "
                                + target);
    }

    @Test
    void refusesAFileWithoutADeploymentAsValidateDoes() throws Exception {
        String file = file("kind: Service");

        assertThat(run("render", file)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(
                        "leat render: "
                                + file
                                + ": no SeldonDeployment in it, but Service (expected: at least"
                                + " one)");
    }

    @Test
    void leavesAFolderAloneWhenADocumentIsRefused() throws Exception {
        Path target = folder.resolve("out");
        int code =
                render(
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
        int code = render(good.toString(), file(INCOME.replace("KAFKA_BROKER", "KAFKA_BROKR")));

        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains("spec.predictors[0].svcOrchSpec.env: KAFKA_BROKER is missing");
    }

    @Test
    void tellsOfAWrongOption() throws Exception {
        int code = render("--flink-version", "2.2", file(INCOME));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("--flink-version is \"2.2\" (expected: the operator's spelling");
    }

    @Test
    void tellsOfAFolderThatCannotBe() throws Exception {
        int code = render("--output-dir", file(INCOME), file(INCOME));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("in.yaml: cannot be written to");
    }

    @Test
    void removesWhatItWroteAndNoLongerRenders() throws Exception {
        Path target = folder.resolve("out");
        render("--network-policy", "--output-dir", target.toString(), file(INCOME));
        Files.writeString(target.resolve("mine.yaml"), "kind: Secret\n");
        int code =
                render(
                        "--output-dir",
                        target.toString(),
                        file(INCOME.replace("name: scale", "name: size")));

        assertThat(code).isZero();
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("removed income-main-serving-scale.")
                .contains("income-main.networkpolicy.yaml of an earlier rendering");
        assertThat(written(target))
                .containsKeys("mine.yaml", "income-main-serving-size.service.yaml")
                .doesNotContainKeys(
                        "income-main.networkpolicy.yaml", "income-main-serving-scale.service.yaml");
        assertThat(written(target).get(".leat-rendered"))
                .contains("income-main-serving-size.service.yaml")
                .doesNotContain("mine.yaml", "networkpolicy", "scale");
    }

    @Test
    void leavesFilesThatWereChangedSinceAndSaysSoEachTime() throws Exception {
        Path target = folder.resolve("out");
        render("--network-policy", "--output-dir", target.toString(), file(INCOME));
        Path policy = target.resolve("income-main.networkpolicy.yaml");
        Files.writeString(policy, "# mine\n", StandardOpenOption.APPEND);

        for (int time = 1; time <= 2; time++) {
            int code = render("--output-dir", target.toString(), file(INCOME));

            assertThat(code).isZero();
            assertThat(policy).exists();
            assertThat(warnings())
                    .hasSize(time)
                    .allMatch(
                            line ->
                                    line.contains(
                                            "income-main.networkpolicy.yaml: no longer part of what"
                                                    + " is rendered, and left"));
        }
    }

    @Test
    void removesNothingFromAFolderItHasNotWritten() throws Exception {
        Path target = Files.createDirectory(folder.resolve("out"));
        Path outside = Files.writeString(folder.resolve("outside.yaml"), "kind: Secret\n");
        String hash = KubernetesNames.sha256("kind: Secret\n");
        Files.writeString(target.resolve("mine.yaml"), "kind: Secret\n");
        Files.writeString(
                target.resolve(".leat-rendered"), hash + " ../outside.yaml\nno-hash mine.yaml\n");
        render("--output-dir", target.toString(), file(INCOME));

        assertThat(outside).exists();
        assertThat(target.resolve("mine.yaml")).exists();
    }

    @Test
    void saysWhichChangesAreLost() throws Exception {
        Path target = folder.resolve("out");
        render("--output-dir", target.toString(), file(INCOME));
        Map<String, String> first = written(target);
        Files.writeString(
                target.resolve("income-main.flinkdeployment.yaml"),
                "# mine\n",
                StandardOpenOption.APPEND);
        int code = render("--output-dir", target.toString(), file(INCOME));

        assertThat(code).isZero();
        assertThat(written(target)).isEqualTo(first);
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains(
                        "income-main.flinkdeployment.yaml: was changed since it was written, and is written"
                                + " anew");
    }

    @Test
    void leavesAKustomizationOfAnother() throws Exception {
        Path target = Files.createDirectory(folder.resolve("out"));
        Path foreign = target.resolve("kustomization.yaml");
        Files.writeString(foreign, "resources:\n- deployment.yaml\n");
        int code = render("--output-dir", target.toString(), file(INCOME));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("kustomization.yaml: there already, and not of leat render");
        assertThat(written(target)).containsOnlyKeys("kustomization.yaml");
        assertThat(foreign).hasContent("resources:\n- deployment.yaml\n");
    }

    @Test
    void rendersAgainIntoAFolderWithoutTheMarker() throws Exception {
        Path target = folder.resolve("out");
        render("--network-policy", "--output-dir", target.toString(), file(INCOME));
        Files.delete(target.resolve(".leat-rendered"));
        int code = render("--output-dir", target.toString(), file(INCOME));

        assertThat(code).isZero();
        assertThat(target.resolve("income-main.networkpolicy.yaml")).exists();
        assertThat(target.resolve("kustomization.yaml")).content().doesNotContain("networkpolicy");
    }

    @Test
    void asksWhereStateIsKept() throws Exception {
        int code = run("render", "--image=registry.example/leat:1", file(INCOME));

        assertThat(code).isZero();
        assertThat(out.toString()).contains("ReadWriteMany", "The cluster's default class");
        assertThat(err.toString())
                .contains(
                        "nothing says where checkpoints are kept",
                        "--state-dir s3://BUCKET/PATH",
                        "--storage-class NAME")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'', --image is not stated",
        "--image=registry.example/leat, --image is \"registry.example/leat\"",
        "--image=registry.example:5000/leat:latest, --image is \"registry.example:5000/leat:latest\""
    })
    void warnsOfAnImageWhoseBuildNoOneKnows(String option, String warning) throws Exception {
        List<String> args = new ArrayList<>(List.of("render", "--storage-class=shared"));
        if (!option.isEmpty()) {
            args.add(option);
        }
        args.add(file(INCOME));
        int code = run(args.toArray(String[]::new));

        assertThat(code).isZero();
        assertThat(err.toString()).contains("leat render: warning: " + warning).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--image=<registry>/leat:1",
                "--image=${IMAGE}",
                "--state-dir=s3://BUCKET/leat",
                "--state-dir=s3://your-bucket/leat",
                "--state-dir={{ .Values.state }}",
                "--state-dir=s3:",
                "--storage-class=<class>",
                "--state-secret=YOUR_SECRET",
                "--service-account-annotation=eks.amazonaws.com/role-arn=<arn>",
                "--service-account-annotation=eks.amazonaws.com/role-arn=",
                "--flink-config=s3.endpoint=https://${HOST}",
                "--flink-config=s3.secret-key=hush",
                "--flink-config=fs.azure.account.key.a.dfs.core.windows.net=hush",
                "--flink-config=execution.checkpointing.dir=s3://b/p",
                "--namespace=<ns>",
                "--job-managers=0",
                "--state-dir=s3://b/p --storage-class=shared"
            })
    void refusesOptionsThatCannotBeMeant(String options) throws Exception {
        List<String> args = new ArrayList<>(List.of("render"));
        args.addAll(List.of(options.split(" (?=--)")));
        args.add(file(INCOME));
        int code = run(args.toArray(String[]::new));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains(options.substring(0, options.indexOf('=')), "(expected: ")
                .doesNotContain("hush");
    }

    @Test
    void takesOptionsThatStandSeveralTimes() throws Exception {
        int code =
                run(
                        "render",
                        "--image=registry.example/leat@sha256:0123",
                        "--state-dir=s3://state",
                        "--service-account-annotation=eks.amazonaws.com/role-arn=arn:aws:iam::1:role/leat",
                        "--service-account-annotation=team=fraud=eu",
                        "--flink-config=s3.endpoint=https://minio:9000",
                        "--flink-config=s3.path.style.access=true",
                        file(INCOME));

        assertThat(code).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .contains(
                        "eks.amazonaws.com/role-arn: arn:aws:iam::1:role/leat",
                        "team: fraud=eu",
                        "s3.endpoint: https://minio:9000",
                        "s3.path.style.access: \"true\"")
                .doesNotContain("PersistentVolumeClaim");
    }

    @Test
    void givesTheJobAGraphWithTheAddressesOfTheServices() throws Exception {
        render(file(INCOME));
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
        assertThat(loaded.first().graph().endpoint())
                .isEqualTo(
                        new Endpoint(
                                "income-main-serving-scale.scoring.svc.cluster.local", 9000, 9500));
        assertThat(loaded.first().graph().children().get(0).endpoint())
                .isEqualTo(
                        new Endpoint(
                                "income-main-serving-classifier.scoring.svc.cluster.local",
                                9001,
                                9501));
    }

    /** Or it could not keep apart from the topics of the predictor beside it. */
    @Test
    void givesAShadowThePredictorThatItStandsBeside() throws Exception {
        String predictor =
                """
                  - name: %s
                    %s
                    graph: {name: m, implementation: TRITON_SERVER, modelUri: "s3://models/m"}
                    svcOrchSpec:
                      env:
                      - {name: KAFKA_BROKER, value: "kafka:9092"}
                      - {name: KAFKA_INPUT_TOPIC, value: people}
                      - {name: KAFKA_OUTPUT_TOPIC, value: incomes}
                """;
        render(
                file(
                        """
                        apiVersion: machinelearning.seldon.io/v1
                        kind: SeldonDeployment
                        metadata: {name: income, namespace: scoring}
                        spec:
                          protocol: v2
                          serverType: kafka
                          predictors:
                        """
                                + predictor.formatted("next", "shadow: true\n    traffic: 20")
                                + predictor.formatted("main", "traffic: 100")));
        String graph = "";
        for (String document : out.toString().split("(?m)^---$", -1)) {
            JsonNode object = YAML.readTree(document);
            boolean found = object.at("/metadata/name").asText().equals("income-next-graph");
            graph = found ? object.path("data").path("deployment.yaml").asText() : graph;
        }

        InferenceJob loaded =
                JobLoader.load(
                        PredictorSelection.fromText(graph, "deployment.yaml", "next"),
                        new JobArguments(Map.of()),
                        Map.of("KAFKA_OUTPUT_TOPIC", "incomes"),
                        Map.of());

        assertThat(loaded.group()).isEqualTo("next.income.scoring");
        assertThat(loaded.settings().topics().output()).isEqualTo("incomes-shadow");
        assertThat(loaded.sample()).isEqualTo(new TrafficSample("income", TrafficBy.KEY, 20));
    }
}
