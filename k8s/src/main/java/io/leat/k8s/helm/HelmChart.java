// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.helm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.k8s.manifest.KubernetesNames;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.manifest.ManifestYaml;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Manifests as a Helm chart. Its templates are the manifests, its values what may be changed in
 * them without rendering again; with its own values it gives the manifests.
 *
 * <p>Why it is so: {@code docs/adr/0018-a-helm-chart-is-rendered.md}.
 */
public final class HelmChart {

    /** What makes a folder a chart. */
    public static final String CHART = "Chart.yaml";

    /** The folder of the manifests. */
    public static final String TEMPLATES = "templates";

    static final String VALUES = "values.yaml";

    private static final String DEPLOYMENT = "leat.io/deployment";

    /** The chart's name where it holds several SeldonDeployments. */
    private static final String SEVERAL = "leat-deployments";

    /** Helm takes no longer name of a release. */
    private static final int LONGEST_RELEASE = 53;

    private static final String HEADING =
            """
            # What may be changed without rendering again. All else, such as graph, topics, namespace, secrets and settings of
            # Flink, belongs to the SeldonDeployment and the options of leat render: change it there and render the chart anew.
            # Keep changes of these values in a file of your own (helm install -f): rendering writes this one again.
            """;

    private static final Map<String, String> COMMENTS =
            Map.of(
                    ChartTemplate.IMAGE,
                    "The image with Flink and the job.",
                    ChartTemplate.JOBS,
                    "By FlinkDeployment. Subtasks beyond the input topic's partitions have nothing"
                            + " to read. What is in flight must fit in a\n"
                            + "TaskManager's memory: the job checks that when it starts.",
                    ChartTemplate.MODELS,
                    "By Deployment of model servers.",
                    ChartTemplate.SCALING,
                    "By ScaledObject or HorizontalPodAutoscaler.");

    private HelmChart() {}

    /**
     * The files of a chart, by path in its folder.
     *
     * @param manifests by the name of their file
     * @param leatVersion of the Leat that renders them
     */
    public static Map<String, String> of(Map<String, Manifest> manifests, String leatVersion) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        Map<String, String> chart = new LinkedHashMap<>();
        manifests.forEach(
                (name, manifest) ->
                        chart.put(TEMPLATES + "/" + name, ChartTemplate.of(manifest, values)));
        chart.put(CHART, chart(deployments(manifests.values()), leatVersion));
        chart.put(VALUES, HEADING + ManifestYaml.write(values, COMMENTS));
        chart.put("values.schema.json", ValuesSchema.of(values).toPrettyString() + "\n");
        // The names and hashes of what was rendered are not Helm's.
        chart.put(".helmignore", ".leat-*\n");
        return chart;
    }

    private static List<String> deployments(Collection<Manifest> manifests) {
        return manifests.stream()
                .map(m -> m.tree().path("metadata").path("labels").path(DEPLOYMENT).asText(""))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    /** A release's name for the chart of these manifests. */
    public static String release(Collection<Manifest> manifests) {
        String name = name(deployments(manifests));
        return name.length() <= LONGEST_RELEASE
                ? name
                : name.substring(0, LONGEST_RELEASE).replaceAll("-+$", "");
    }

    private static String name(List<String> deployments) {
        return deployments.size() == 1 ? KubernetesNames.label(deployments.get(0)) : SEVERAL;
    }

    private static String chart(List<String> deployments, String leatVersion) {
        ObjectNode chart = JsonNodeFactory.instance.objectNode();
        chart.put("apiVersion", "v2");
        chart.put("name", name(deployments));
        chart.put(
                "description",
                "Leat's job and models for the SeldonDeployment " + String.join(", ", deployments));
        chart.put("type", "application");
        chart.put("version", "0.1.0");
        chart.put("appVersion", leatVersion);
        chart.put("kubeVersion", ">=1.25.0-0");
        return ManifestYaml.write(
                chart,
                Map.of(
                        "version",
                        "The chart's own: helm package --version states another.",
                        "appVersion",
                        "Of the Leat that rendered it."));
    }
}
