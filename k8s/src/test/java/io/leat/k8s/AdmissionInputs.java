// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.k8s.manifest.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code AdmissionInputs DIR}: writes what {@code k8s/cluster/admission} gives to an API server,
 * all in one run.
 *
 * <ul>
 *   <li>{@code DIR/manifests/NAME/} what becomes of each golden folder and example, as {@code
 *       render} writes it.
 *   <li>{@code DIR/pods.json} the pods that Flink would make of each FlinkDeployment, in the
 *       namespace {@code flink-pods}, as far as templates decide about them. API servers judge
 *       pods, not templates in an object that is unknown to them.
 *   <li>{@code DIR/flinkdeployments.json} the definition of FlinkDeployments, and {@code
 *       DIR/flinksessionjobs.json} that of FlinkSessionJobs.
 * </ul>
 */
final class AdmissionInputs {

    /**
     * Stands in what is rendered of pods that the document's own containers keep from "restricted".
     */
    static final String EXCUSE = "a namespace that enforces it refuses the pod";

    private static final String MAIN_CONTAINER = "flink-main-container";

    private AdmissionInputs() {}

    public static void main(String[] args) throws Exception {
        Path target = Path.of(args[0]);
        ArrayNode pods = JsonNodeFactory.instance.arrayNode();
        List<String> excused = new ArrayList<>();
        for (GoldenFolder folder : GoldenFolder.all()) {
            Rendering rendering = folder.render();
            if (rendering.errors().isEmpty()) {
                write(rendering, target.resolve("manifests").resolve(name(folder)));
                addPods(rendering, name(folder), pods, excused);
            }
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("apiVersion", "v1").put("kind", "List").set("items", pods);
        Files.writeString(target.resolve("pods.json"), list.toPrettyString());
        Files.write(target.resolve("pods.excused"), excused);
        Files.writeString(
                target.resolve("flinkdeployments.json"),
                Schemas.flinkDefinition().toPrettyString());
        Files.writeString(
                target.resolve("flinksessionjobs.json"),
                Schemas.sessionJobDefinition().toPrettyString());
    }

    /** Examples and golden folders may have the same name. */
    private static String name(GoldenFolder folder) {
        return folder.output().endsWith(".yaml") ? folder.toString() : "example-" + folder;
    }

    private static void write(Rendering rendering, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var file : RenderedFiles.of(rendering.manifests()).entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static void addPods(
            Rendering rendering, String folder, ArrayNode pods, List<String> excused) {
        int number = 0;
        for (Manifest manifest : rendering.manifests()) {
            if (manifest.kind().equals("FlinkDeployment")) {
                String name = folder + "-" + number++;
                JsonNode spec = manifest.tree().path("spec");
                pods.add(pod(spec, "jobManager", name + "-jobmanager"));
                pods.add(pod(spec, "taskManager", name + "-taskmanager"));
                if (manifest.yaml().contains(EXCUSE)) {
                    excused.add(name + "-taskmanager");
                }
            }
        }
    }

    /** The common template with that of the role merged into it, as the operator does it. */
    private static ObjectNode pod(JsonNode spec, String role, String name) {
        ObjectNode pod = spec.path("podTemplate").deepCopy();
        JsonNode own = spec.path(role).path("podTemplate");
        if (own.isObject()) {
            merge(pod, (ObjectNode) own);
        }
        pod.put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode metadata = pod.withObject("metadata");
        metadata.put("name", name);
        metadata.put("namespace", "flink-pods");
        for (JsonNode container : pod.at("/spec/containers")) {
            if (container.path("name").asText().equals(MAIN_CONTAINER)) {
                ((ObjectNode) container).set("image", spec.path("image"));
            }
        }
        return pod;
    }

    /** Arrays whose elements have names are merged by them, others are joined. */
    private static void merge(ObjectNode into, ObjectNode from) {
        for (var field : from.properties()) {
            JsonNode there = into.get(field.getKey());
            if (there instanceof ObjectNode object && field.getValue().isObject()) {
                merge(object, (ObjectNode) field.getValue());
            } else if (there instanceof ArrayNode array && field.getValue().isArray()) {
                field.getValue().forEach(element -> mergeElement(array, element));
            } else {
                into.set(field.getKey(), field.getValue().deepCopy());
            }
        }
    }

    private static void mergeElement(ArrayNode into, JsonNode element) {
        for (JsonNode there : into) {
            if (there.has("name") && there.get("name").equals(element.get("name"))) {
                merge((ObjectNode) there, (ObjectNode) element);
                return;
            }
        }
        into.add(element.deepCopy());
    }
}
