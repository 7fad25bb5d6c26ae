// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.k8s.ExternalProgram.Answer;
import io.leat.k8s.manifest.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Helm makes of charts, if {@code -Dleat.helm=PROGRAM} says where it is: for every folder of
 * {@code src/test/resources/render} and {@code examples}, what is rendered.
 */
@EnabledIfSystemProperty(named = "leat.helm", matches = ".+")
class HelmTest {

    private static final GoldenFolder EXAMPLE =
            new GoldenFolder(
                    Path.of("examples", "two-node-graph"), "seldon-deployment.yaml", "manifests");

    @TempDir private Path folder;

    private ExternalProgram helm;
    private Path chart;

    static List<GoldenFolder> folders() throws Exception {
        List<GoldenFolder> rendered = new ArrayList<>();
        for (GoldenFolder each : GoldenFolder.all()) {
            if (each.render().errors().isEmpty()) {
                rendered.add(each);
            }
        }
        return rendered;
    }

    @BeforeEach
    void findsHelm() {
        helm = new ExternalProgram(System.getProperty("leat.helm"), folder);
        chart = folder.resolve("chart");
    }

    private List<Manifest> write(GoldenFolder rendered) throws Exception {
        List<Manifest> manifests = rendered.render().manifests();
        for (Map.Entry<String, String> file : RenderedFiles.chart(manifests, "1.2.3").entrySet()) {
            Path path = chart.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return manifests;
    }

    private Answer template(String... options) throws Exception {
        // Without a cluster Helm assumes one: Kubernetes 1.20 if `go install` built it.
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "template",
                                "a-release",
                                chart.toString(),
                                "--kube-version=1.34.0"));
        all.addAll(List.of(options));
        return helm.run(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void givesWhatIsRendered(GoldenFolder rendered) throws Exception {
        List<Manifest> manifests = write(rendered);

        Answer lint = helm.run("lint", "--strict", chart.toString());

        assertThat(lint.code()).as(lint.out()).isZero();
        assertThat(template().objects())
                .containsExactlyInAnyOrderElementsOf(
                        ExternalProgram.documents(RenderedFiles.oneStream(manifests)));
    }

    @Test
    void takesOtherValues() throws Exception {
        write(EXAMPLE);

        Answer template =
                template(
                        "--set=image=other.example/leat:2",
                        "--set=jobs.reviews-default.parallelism=6",
                        "--set=jobs.reviews-default.taskManager.memory=4096m",
                        "--set=models.reviews-default-serving-0.replicas=4",
                        "--set=models.reviews-default-serving-0.containers.tokenizer.image=example/t:9");

        JsonNode job = template.object("FlinkDeployment", "reviews-default").path("spec");
        JsonNode models = template.object("Deployment", "reviews-default-serving-0").path("spec");
        assertThat(job.path("image").asText()).isEqualTo("other.example/leat:2");
        assertThat(job.at("/job/parallelism").asInt()).isEqualTo(6);
        assertThat(job.at("/taskManager/resource/memory").asText()).isEqualTo("4096m");
        assertThat(models.path("replicas").asInt()).isEqualTo(4);
        assertThat(models.at("/template/spec/containers/0/image").asText())
                .isEqualTo("example/t:9");
    }

    @Test
    void refusesValuesThatTheChartDoesNotHave() throws Exception {
        write(EXAMPLE);

        for (String value :
                List.of(
                        "jobs.reviews-default.paralelism=2",
                        "jobs.reviews-default.parallelism=0",
                        "jobs.reviews-default.parallelism=many",
                        "models.other.replicas=2",
                        "image=")) {
            Answer template = template("--set=" + value);
            assertThat(template.code()).as(value).isNotZero();
            assertThat(template.out()).as(value).contains("values don't meet the specifications");
        }
    }

    @Test
    void packagesWhatIsHelmsAlone() throws Exception {
        write(EXAMPLE);
        Files.writeString(chart.resolve(".leat-rendered"), "names and hashes\n");

        Answer packaged = helm.run("package", chart.toString(), "--destination=" + folder);
        Answer shown =
                new ExternalProgram("tar", folder)
                        .run("-tzf", folder.resolve("reviews-0.1.0.tgz").toString());

        assertThat(packaged.code()).as(packaged.out()).isZero();
        assertThat(shown.out().lines())
                .contains("reviews/Chart.yaml", "reviews/values.schema.json")
                .noneMatch(name -> name.endsWith(".leat-rendered"));
    }
}
