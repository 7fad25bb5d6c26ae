// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.k8s.helm.HelmChart;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.manifest.ManifestYaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Manifests as text. */
public final class RenderedFiles {

    static final String KUSTOMIZATION = "kustomization.yaml";

    private RenderedFiles() {}

    /** All of them as one stream of YAML documents. */
    public static String oneStream(List<Manifest> manifests) {
        return manifests.stream()
                .map(Manifest::yaml)
                .distinct()
                .collect(Collectors.joining("---\n"));
    }

    /** All of them as one object in JSON, a {@code List} as kubectl has it. */
    public static String oneList(List<Manifest> manifests) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("apiVersion", "v1");
        list.put("kind", "List");
        ArrayNode items = list.putArray("items");
        manifests.stream().map(Manifest::tree).distinct().forEach(items::add);
        return list.toPrettyString() + "\n";
    }

    /** A file for each, by name, and a kustomization over them. */
    public static Map<String, String> of(List<Manifest> manifests) {
        Map<String, String> files = new LinkedHashMap<>();
        ObjectNode kustomization = JsonNodeFactory.instance.objectNode();
        kustomization.put("apiVersion", "kustomize.config.k8s.io/v1beta1");
        kustomization.put("kind", "Kustomization");
        ArrayNode resources = kustomization.putArray("resources");
        named(manifests)
                .forEach(
                        (name, manifest) -> {
                            files.put(name, manifest.yaml());
                            resources.add(name);
                        });
        files.put(KUSTOMIZATION, ManifestYaml.write(kustomization));
        return files;
    }

    /**
     * The files of a Helm chart, by path.
     *
     * @param leatVersion of this Leat
     */
    public static Map<String, String> chart(List<Manifest> manifests, String leatVersion) {
        return HelmChart.of(named(manifests), leatVersion);
    }

    /**
     * The command that installs a chart of these manifests.
     *
     * @param folder the chart's, as a word of a shell
     */
    public static String install(List<Manifest> manifests, String folder) {
        return "helm install %s %s --namespace %s"
                .formatted(HelmChart.release(manifests), folder, manifests.get(0).namespace());
    }

    /** By the name of their file. */
    private static Map<String, Manifest> named(List<Manifest> manifests) {
        Map<String, Manifest> files = new LinkedHashMap<>();
        for (Manifest manifest : manifests) {
            String name = manifest.fileName();
            if (files.containsKey(name)) {
                // The same name in another namespace.
                name = manifest.namespace() + "." + name;
            }
            files.put(name, manifest);
        }
        return files;
    }
}
