// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.k8s.ExternalProgram.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What kustomize makes of a rendered folder and the component of {@code k8s/kustomize}, if {@code
 * -Dleat.kubectl=PROGRAM} says where kubectl is.
 */
@EnabledIfSystemProperty(named = "leat.kubectl", matches = ".+")
class KustomizeTest {

    private static final GoldenFolder EXAMPLE =
            new GoldenFolder(
                    Path.of("examples", "two-node-graph"), "seldon-deployment.yaml", "manifests");

    @TempDir private Path folder;

    private ExternalProgram kubectl;

    @BeforeEach
    void rendersAndCopiesTheComponent() throws Exception {
        kubectl = new ExternalProgram(System.getProperty("leat.kubectl"), folder);
        Path rendered = Files.createDirectory(folder.resolve("rendered"));
        for (Map.Entry<String, String> file :
                RenderedFiles.of(EXAMPLE.render().manifests()).entrySet()) {
            Files.writeString(rendered.resolve(file.getKey()), file.getValue());
        }
        Path component = Files.createDirectory(folder.resolve("component"));
        for (String name : new String[] {"kustomization.yaml", "flink-deployment.yaml"}) {
            Files.copy(Path.of("kustomize", name), component.resolve(name));
        }
        Files.createDirectory(folder.resolve("overlay"));
    }

    private Answer build(String kustomization) throws Exception {
        Files.writeString(folder.resolve("overlay/kustomization.yaml"), kustomization);
        return kubectl.run("kustomize", folder.resolve("overlay").toString());
    }

    @Test
    void changesTheImageOfJobAndModels() throws Exception {
        Answer built =
                build(
                        """
                        resources: [../rendered]
                        components: [../component]
                        images:
                        - {name: registry.example/leat, newName: other.example/leat, newTag: "2"}
                        - {name: registry.example/tokenizer, newTag: "9"}
                        """);

        assertThat(built.object("FlinkDeployment", "reviews-default").at("/spec/image").asText())
                .isEqualTo("other.example/leat:2");
        assertThat(
                        built.object("Deployment", "reviews-default-serving-0")
                                .at("/spec/template/spec/containers/0/image")
                                .asText())
                .isEqualTo("registry.example/tokenizer:9");
    }

    @Test
    void changesNothingByItself() throws Exception {
        Answer built = build("resources: [../rendered]\ncomponents: [../component]\n");

        assertThat(built.objects())
                .containsExactlyInAnyOrderElementsOf(
                        ExternalProgram.documents(
                                RenderedFiles.oneStream(EXAMPLE.render().manifests())));
    }
}
