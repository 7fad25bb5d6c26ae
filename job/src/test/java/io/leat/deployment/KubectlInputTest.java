// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leat.deployment.reader.DeploymentReader;
import io.leat.deployment.yaml.Edited;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read is what kubectl reads. */
class KubectlInputTest {

    @Test
    void findsDeploymentsBetweenDocumentsOfOtherKinds() throws Exception {
        List<DeploymentDocument> documents =
                DeploymentReader.read(Fixtures.text("several.yaml"), "several.yaml");

        assertThat(documents).extracting(DeploymentDocument::document).containsExactly(1, 3);
        assertThat(documents).extracting(DeploymentDocument::name).containsExactly("one", "two");
        assertThat(documents).allMatch(DeploymentDocument::valid);
    }

    @Test
    void readsJsonIndentedWithTabs() throws Exception {
        DeploymentDocument document = Fixtures.only("tabs.json");

        assertThat(document.errors()).isEmpty();
        assertThat(document.name()).isEqualTo("tabbed");
    }

    @Test
    void readsAStreamOfJsonObjects() throws Exception {
        String json = Fixtures.text("tabs.json");

        assertThat(DeploymentReader.read(json + "\n" + json, "two.json"))
                .extracting(DeploymentDocument::document)
                .containsExactly(0, 1);
    }

    @Test
    void followsAnchorsAndMergeKeys() throws Exception {
        DeploymentDocument document = Fixtures.only("anchors.yaml");

        assertThat(document.errors()).isEmpty();
        assertThat(document.deployment().predictors())
                .extracting(predictor -> predictor.orchestratorEnv("KAFKA_BROKER").value())
                .containsExactly("kafka.example:9092", "kafka.example:9092");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v1alpha2", "v1alpha3"})
    void takesTheOlderVersionsForTheSame(String version) throws Exception {
        DeploymentDocument document =
                Edited.income().with("apiVersion", "machinelearning.seldon.io/" + version).read();

        assertThat(document.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"machinelearning.seldon.io/v2", "apps/v1", "v1"})
    void refusesAVersionThatDoesNotExist(String version) throws Exception {
        assertThat(Edited.income().with("apiVersion", version).read().errors())
                .containsExactly(
                        new Problem(
                                "apiVersion",
                                "\""
                                        + version
                                        + "\" (expected: machinelearning.seldon.io/v1,"
                                        + " v1alpha2 or v1alpha3)"));
    }

    @ParameterizedTest
    @CsvSource({"v1, List", "machinelearning.seldon.io/v1, SeldonDeploymentList"})
    void takesAListApart(String version, String kind) throws Exception {
        String item = "\n- ".concat(Fixtures.text("income.yaml").strip().replace("\n", "\n  "));
        String other = "\n- {apiVersion: v1, kind: Secret}";

        List<DeploymentDocument> documents =
                DeploymentReader.read(
                        "apiVersion: %s\nkind: %s\nitems:%s%s%s"
                                .formatted(version, kind, item, other, item),
                        "list.yaml");

        assertThat(documents)
                .extracting(DeploymentDocument::name)
                .containsExactly("income", "income");
        assertThat(documents).extracting(DeploymentDocument::document).containsExactly(0, 0);
    }

    @Test
    void saysWhichItemOfAListIsWrong() throws Exception {
        DeploymentDocument document =
                Fixtures.onlyOf(
                        """
                        kind: SeldonDeploymentList
                        apiVersion: machinelearning.seldon.io/v1
                        items: [{metadata: {name: a}, spec: {}}]
                        """);

        assertThat(document.errors())
                .containsExactly(
                        new Problem("items[0].spec.predictors", "absent (expected: a list)"));
    }

    @Test
    void findsNothingInAFileOfOtherKinds() throws Exception {
        assertThat(DeploymentReader.read("apiVersion: v1\nkind: ConfigMap\n", "other.yaml"))
                .isEmpty();
        assertThat(DeploymentReader.read("# nothing\n---\n", "empty.yaml")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: b", "just text", "[1, 2]", "42"})
    void refusesWhatIsNoKubernetesObject(String text) throws Exception {
        assertThat(Fixtures.onlyOf(text).errors())
                .containsExactly(
                        new Problem(
                                "kind",
                                "absent (expected: a Kubernetes object, for example a"
                                        + " SeldonDeployment)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    a: b: c                       | 1 | 5
                    a: [1                         | 1 | 6
                    {"kind": "SeldonDeployment",  | 1 | 29
                    a: *nowhere                   | 1 | 4
                    a: .nan                       | 1 | 4
                    """)
    void saysWhereATextIsNoYaml(String text, int line, int column) {
        UnreadableFileException failure =
                catchThrowableOfType(
                        UnreadableFileException.class,
                        () -> DeploymentReader.read(text, "broken.yaml"));

        assertThat(failure)
                .hasMessageStartingWith("broken.yaml:" + line + ":" + column + ": ")
                .satisfies(e -> assertThat(e.line()).isEqualTo(line))
                .satisfies(e -> assertThat(e.column()).isEqualTo(column));
    }
}
