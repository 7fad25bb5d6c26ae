// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.predictor.RenderOptions;
import io.leat.k8s.predictor.StateOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Predictors that share the records of a topic. */
class TrafficRenderTest {

    private static Rendering render(int main, boolean sidecar) throws Exception {
        String yaml =
                Files.readString(Path.of("examples", "canary", "seldon-deployment.yaml"))
                        .replace("traffic: 90", "traffic: " + main)
                        .replace("traffic: 10", "traffic: " + (100 - main));
        RenderOptions options =
                new RenderOptions(
                        null,
                        "registry.example/leat:1",
                        RenderOptions.FLINK_VERSION,
                        sidecar,
                        new StateOptions("s3://leat-state", null, null),
                        null,
                        1,
                        Map.of(),
                        Map.of(),
                        false,
                        false,
                        null);
        return Renderer.render(List.of(new RenderSource("in.yaml", yaml)), options);
    }

    private static String manifest(String kind, int main) throws Exception {
        return render(main, false).manifests().stream()
                .filter(each -> each.kind().equals(kind))
                .map(Manifest::yaml)
                .findFirst()
                .orElseThrow();
    }

    /** What the operator watches stays as it is, so that it restarts nothing. */
    @Test
    void changesOnlyTheConfigMapWithTheWeights() throws Exception {
        assertThat(manifest("FlinkDeployment", 50)).isEqualTo(manifest("FlinkDeployment", 90));
        assertThat(manifest("ConfigMap", 50))
                .isEqualTo(
                        manifest("ConfigMap", 90)
                                .replace("traffic: 90", "traffic: 50")
                                .replace("traffic: 10", "traffic: 50"))
                .isNotEqualTo(manifest("ConfigMap", 90));
    }

    @Test
    void refusesModelsInThePodsOfAJobOfSeveralPredictors() throws Exception {
        assertThat(render(90, true).errors())
                .containsExactly(
                        "in.yaml [0] income: spec.predictors: main, canary share the records of one input topic, and --sidecar puts the models of one predictor into the pods of a job (expected: no --sidecar, or leat.io/traffic: all, with which each is a job of its own and answers every record)");
    }
}
