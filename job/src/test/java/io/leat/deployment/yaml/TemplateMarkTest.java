// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.deployment.Problem;
import io.leat.deployment.UnreadableFileException;
import io.leat.deployment.reader.DeploymentReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A template that was not rendered is named as one. */
class TemplateMarkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: SeldonDeployment\nmetadata:\n  name: {{ .Values.name }}\n",
                "kind: SeldonDeployment\n{{- if .Values.kafka }}\nspec: {}\n{{- end }}\n",
                "kind: SeldonDeployment\nmetadata:\n{% if x %}\n  name: a\n{% endif %}\n",
                "{{- with .Values }}\nkind: SeldonDeployment\n{{- end }}\n"
            })
    void saysThatATextIsATemplate(String text) {
        assertThatThrownBy(() -> DeploymentReader.read(text, "t.yaml"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageStartingWith("t.yaml:")
                .hasMessageContaining("a template's mark (expected: what the template gives");
    }

    @Test
    void saysWhereTheMarkStandsAndWhereReadingEnded() {
        String text = "kind: SeldonDeployment\nmetadata:\n  name: {{ .Values.name }}\n";

        assertThatThrownBy(() -> DeploymentReader.read(text, "t.yaml"))
                .hasMessageStartingWith("t.yaml:3:9: \"{{\": a template's mark");
    }

    @Test
    void leavesAMistakeBeforeTheMarkAndMarksInCommentsAlone() {
        String text = "# {{ x }}\nkind: [\nmetadata: }\n---\nx: \"{{ y }}\"\n";

        assertThatThrownBy(() -> DeploymentReader.read(text, "t.yaml"))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageNotContaining("template");
    }

    @Test
    void saysItOfADocumentThatIsWrongToo() throws Exception {
        String text =
                """
                apiVersion: machinelearning.seldon.io/v1
                kind: SeldonDeployment
                metadata: {name: "{{ .Values.name }}"}
                spec: {predictors: []}
                """;

        List<Problem> errors = DeploymentReader.read(text, "t.yaml").get(0).errors();

        assertThat(errors)
                .extracting(Problem::toString)
                .contains(
                        "metadata.name: a template's {{ (expected: what the template gives, for example by helm template)");
    }
}
