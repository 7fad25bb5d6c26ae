// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.leat.k8s.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a chart is made of. {@code ChartEqualsRenderTest} holds it to what is rendered. */
class HelmChartTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private final Map<String, Manifest> manifests = new LinkedHashMap<>();

    private void manifest(String name, String yaml) throws Exception {
        manifests.put(
                name, new Manifest((ObjectNode) YAML.readTree(yaml), "What it is for.", Map.of()));
    }

    private Map<String, String> chart() {
        return HelmChart.of(manifests, "9.8.7-2.2");
    }

    private JsonNode schema() throws Exception {
        return new ObjectMapper().readTree(chart().get("values.schema.json"));
    }

    private void job() throws Exception {
        manifest(
                "income-main.flinkdeployment.yaml",
                """
                apiVersion: flink.apache.org/v1beta1
                kind: FlinkDeployment
                metadata:
                  name: income-main
                  namespace: scoring
                  labels: {leat.io/deployment: income}
                spec:
                  image: registry.example/leat:1
                  jobManager:
                    replicas: 1
                    resource: {cpu: 0.5, memory: 1024m}
                  taskManager:
                    resource: {cpu: 1, memory: 2048m}
                  job: {parallelism: 2, args: ["{{ not Helm's }}"]}
                """);
    }

    private void models() throws Exception {
        manifest(
                "income-main-serving-0.deployment.yaml",
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: income-main-serving-0
                  namespace: scoring
                  labels: {leat.io/deployment: income}
                spec:
                  replicas: 3
                  template:
                    spec:
                      containers:
                      - name: classifier
                        image: example/classifier:1
                        env:
                        - {name: PREDICTIVE_UNIT_IMAGE, value: "example/classifier:1"}
                        resources:
                          limits: {cpu: "2"}
                      - name: bare
                        image: example/bare:1
                """);
    }

    @Test
    void movesWhatMayBeChangedOfAJobToTheValues() throws Exception {
        job();

        assertThat(chart().get("values.yaml"))
                .endsWith(
                        """
                        # The image with Flink and the job.
                        image: registry.example/leat:1
                        # By FlinkDeployment. Subtasks beyond the input topic's partitions have nothing to read. What is in flight must fit in a
                        # TaskManager's memory: the job checks that when it starts.
                        jobs:
                          income-main:
                            parallelism: 2
                            jobManager:
                              replicas: 1
                              cpu: 0.5
                              memory: 1024m
                            taskManager:
                              cpu: 1
                              memory: 2048m
                        """);
        assertThat(chart().get("templates/income-main.flinkdeployment.yaml"))
                .startsWith("# What it is for.\napiVersion: flink.apache.org/v1beta1\n")
                .contains(
                        "\n  image: {{ index .Values \"image\" | toYaml }}\n",
                        "\n    replicas: {{ index .Values \"jobs\" \"income-main\" \"jobManager\""
                                + " \"replicas\" | toYaml }}\n",
                        "\n    parallelism: {{ index .Values \"jobs\" \"income-main\""
                                + " \"parallelism\" | toYaml }}\n");
    }

    @Test
    void movesWhatMayBeChangedOfModelsToTheValues() throws Exception {
        models();

        assertThat(YAML.readTree(chart().get("values.yaml")))
                .isEqualTo(
                        YAML.readTree(
                                """
                                models:
                                  income-main-serving-0:
                                    replicas: 3
                                    containers:
                                      classifier:
                                        image: example/classifier:1
                                        resources: {limits: {cpu: "2"}}
                                      bare: {image: "example/bare:1"}
                                """));
        assertThat(chart().get("templates/income-main-serving-0.deployment.yaml"))
                .contains(
                        "        resources:\n"
                                + "{{ index .Values \"models\" \"income-main-serving-0\" \"containers\""
                                + " \"classifier\" \"resources\" | toYaml | indent 10 }}\n")
                .doesNotContain("example/classifier:1");
    }

    @Test
    void leavesTextThatHelmWouldReadAsItIs() throws Exception {
        job();

        assertThat(chart().get("templates/income-main.flinkdeployment.yaml"))
                .contains("- '{{ \"{{\" }} not Helm''s }}'\n");
    }

    @Test
    void namesTheChartAfterTheSeldonDeployment() throws Exception {
        job();
        models();

        assertThat(YAML.readTree(chart().get("Chart.yaml")))
                .isEqualTo(
                        YAML.readTree(
                                """
                                apiVersion: v2
                                name: income
                                description: Leat's job and models for the SeldonDeployment income
                                type: application
                                version: 0.1.0
                                appVersion: 9.8.7-2.2
                                kubeVersion: ">=1.25.0-0"
                                """));
    }

    @Test
    void namesAChartOfSeveralSeldonDeploymentsAfterLeat() throws Exception {
        job();
        manifest(
                "other.service.yaml",
                "{kind: Service, metadata: {name: other, labels: {leat.io/deployment: other}}}");

        assertThat(YAML.readTree(chart().get("Chart.yaml")).path("name").asText())
                .isEqualTo("leat-deployments");
    }

    @Test
    void keepsObjectsOfOneNameInTwoNamespacesApart() throws Exception {
        models();
        Manifest first = manifests.values().iterator().next();
        ObjectNode tree = first.tree().deepCopy();
        tree.withObject("/metadata").put("namespace", "other");
        tree.withObject("/spec").put("replicas", 5);
        manifests.put("other.yaml", new Manifest(tree, "", Map.of()));

        JsonNode models = YAML.readTree(chart().get("values.yaml")).path("models");

        assertThat(models.path("income-main-serving-0").path("replicas").asInt()).isEqualTo(3);
        assertThat(models.path("other.income-main-serving-0").path("replicas").asInt())
                .isEqualTo(5);
    }

    @Test
    void refusesValuesThatItDoesNotHaveOrOfAnotherType() throws Exception {
        job();
        models();

        JsonNode schema = schema();
        JsonNode job = schema.at("/properties/jobs/properties/income-main");
        JsonNode container =
                schema.at(
                        "/properties/models/properties/income-main-serving-0/properties/containers"
                                + "/properties/classifier/properties");

        assertThat(schema.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(job.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(job.at("/properties/parallelism").toString())
                .isEqualTo("{\"type\":\"integer\",\"minimum\":1}");
        assertThat(job.at("/properties/jobManager/properties/cpu").toString())
                .isEqualTo("{\"type\":\"number\",\"exclusiveMinimum\":0}");
        assertThat(job.at("/properties/taskManager/properties/cpu").path("type").asText())
                .isEqualTo("number");
        assertThat(container.path("image").toString())
                .isEqualTo("{\"type\":\"string\",\"minLength\":1}");
        assertThat(container.path("resources")).isEqualTo(objectOfAnyKind());
        assertThat(schema.at("/properties/global")).isEqualTo(objectOfAnyKind());
    }

    private static ObjectNode objectOfAnyKind() {
        return JsonNodeFactory.instance.objectNode().put("type", "object");
    }
}
