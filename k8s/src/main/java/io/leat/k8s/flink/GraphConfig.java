// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.leat.graph.Endpoint;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.manifest.KubernetesNames;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.manifest.ManifestYaml;
import io.leat.k8s.predictor.OwnershipMarks;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.PredictorContext.GraphUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The predictor as the job reads it: its graph with the addresses of the rendered Services, and no
 * more. What {@code svcOrchSpec.env} says reaches the job as the environment of its pods.
 */
public record GraphConfig(PredictorContext context) {

    static final String FILE = "deployment.yaml";

    /** Where the job finds it. */
    static final String MOUNT = "/opt/flink/leat";

    private static final List<String> REQUIRED =
            List.of("KAFKA_BROKER", "KAFKA_INPUT_TOPIC", "KAFKA_OUTPUT_TOPIC");

    private static final String MODEL_URI = "modelUri";

    /** Fields of a unit that are not about how it is called. */
    private static final List<String> CALLED_BY =
            List.of("name", "type", "implementation", MODEL_URI, "methods", "parameters");

    String name() {
        return context.base() + "-graph";
    }

    public Manifest manifest() {
        return Manifest.of(
                new ConfigMapBuilder()
                        .withMetadata(context.objectMeta(name()))
                        .addToData(FILE, text())
                        .build(),
                "The graph of predictor "
                        + context.predictor().name()
                        + " as the job reads it, with the addresses of the models.");
    }

    /** Changes whenever the job would read something else. */
    String hash() {
        return KubernetesNames.sha256(text());
    }

    String text() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("apiVersion", "machinelearning.seldon.io/v1");
        document.put("kind", "SeldonDeployment");
        ObjectNode metadata = document.putObject("metadata");
        metadata.put("name", context.deployment().name());
        metadata.put("namespace", context.namespace());
        ObjectNode spec = document.putObject("spec");
        annotations(spec, context.spec());
        spec.put("protocol", context.predictor().protocol().wire());
        spec.put("transport", context.predictor().transport().wire());
        spec.put("serverType", "kafka");
        ObjectNode predictor = spec.putArray("predictors").addObject();
        predictor.put("name", context.predictor().name());
        annotations(predictor, context.checked());
        containers(predictor);
        Map<String, String> comments = new HashMap<>();
        Iterator<GraphUnit> units = context.units().iterator();
        predictor.set("graph", unit(units, "spec/predictors/0/graph", comments));
        ArrayNode env = predictor.putObject("svcOrchSpec").putArray("env");
        for (JsonNode variable : context.stated().path("svcOrchSpec").path("env")) {
            if (REQUIRED.contains(variable.path("name").asText())) {
                env.add(JsonMapping.withoutNulls(variable));
            }
        }
        return ManifestYaml.write(document, comments);
    }

    private static void annotations(ObjectNode to, JsonNode from) {
        Map<String, String> annotations = OwnershipMarks.without(from.path("annotations"));
        if (!annotations.isEmpty()) {
            ObjectNode copy = to.putObject("annotations");
            annotations.forEach(copy::put);
        }
    }

    /** A node that is no prepackaged or external server must have a container of its name. */
    private void containers(ObjectNode predictor) {
        ArrayNode containers = JsonNodeFactory.instance.arrayNode();
        for (GraphUnit unit : context.units()) {
            if (unit.node().endpoint() != null
                    && !unit.prepackaged()
                    && !context.isExternal(unit)) {
                ObjectNode container = containers.addObject();
                container.put("name", unit.name());
                container.put("image", image(unit.name()));
            }
        }
        if (!containers.isEmpty()) {
            predictor
                    .putArray("componentSpecs")
                    .addObject()
                    .putObject("spec")
                    .set("containers", containers);
        }
    }

    private String image(String name) {
        for (JsonNode component : context.checked().path("componentSpecs")) {
            for (JsonNode container : component.path("spec").path("containers")) {
                if (container.path("name").asText().equals(name)) {
                    return container.path("image").asText();
                }
            }
        }
        return "";
    }

    /** The next of the units, and below it those of its children. */
    private ObjectNode unit(Iterator<GraphUnit> units, String path, Map<String, String> comments) {
        GraphUnit next = units.next();
        ObjectNode unit = JsonNodeFactory.instance.objectNode();
        for (String field : CALLED_BY) {
            boolean ofItsPod = field.equals(MODEL_URI) && context.isExternal(next);
            if (next.json().has(field) && !ofItsPod) {
                unit.set(field, next.json().get(field).deepCopy());
            }
        }
        if (next.node().endpoint() != null) {
            endpoint(unit.putObject("endpoint"), next);
            if (context.isExternal(next)) {
                comments.put(
                        path + "/endpoint",
                        "An external model server, as stated: nothing is deployed for it.");
            }
        }
        int children = next.node().children().size();
        if (children > 0) {
            ArrayNode list = unit.putArray("children");
            for (int i = 0; i < children; i++) {
                list.add(unit(units, path + "/children/" + i, comments));
            }
        }
        return unit;
    }

    private void endpoint(ObjectNode stated, GraphUnit unit) {
        Endpoint endpoint = unit.endpoint();
        stated.put("service_host", context.host(unit));
        stated.put("httpPort", endpoint.httpPort());
        stated.put("grpcPort", endpoint.grpcPort());
    }
}
