// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guide's table says of every field of v1 what becomes of it. */
class MigrationGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "migration.md");

    private static String fields() throws IOException {
        return Files.readString(GUIDE)
                .lines()
                .dropWhile(line -> !line.equals("## Every field"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(2, line.indexOf(" | ")))
                .collect(Collectors.joining("\n"));
    }

    // as operator/apis/machinelearning.seldon.io/v1/seldondeployment_types.go
    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata.name",
                "metadata.namespace",
                "metadata.labels",
                "metadata.annotations",
                "spec.name",
                "spec.oauth_key",
                "spec.oauth_secret",
                "spec.annotations",
                "spec.protocol",
                "spec.transport",
                "spec.replicas",
                "spec.serverType",
                "predictors[].name",
                "predictors[].graph",
                "componentSpecs[].metadata",
                "componentSpecs[].spec",
                "componentSpecs[].hpaSpec",
                "componentSpecs[].kedaSpec",
                "componentSpecs[].pdbSpec",
                "componentSpecs[].replicas",
                "predictors[].replicas",
                "predictors[].annotations",
                "predictors[].labels",
                "predictors[].traffic",
                "predictors[].explainer",
                "predictors[].progressDeadlineSeconds",
                "engineResources",
                "shadow",
                "ssl",
                "svcOrchSpec.resources",
                "svcOrchSpec.env",
                "svcOrchSpec.replicas",
                "name",
                "type",
                "children",
                "graph.methods",
                "graph.implementation",
                "graph.endpoint",
                "service_host",
                "service_port",
                "httpPort",
                "grpcPort",
                "parameters",
                "modelUri",
                "serviceAccountName",
                "envSecretRefName",
                "storageInitializerImage",
                "graph.logger",
                "status"
            })
    void namesEveryFieldOfV1(String field) throws IOException {
        assertThat(fields()).containsPattern("`(graph\\.)?" + Pattern.quote(field) + "`");
    }
}
