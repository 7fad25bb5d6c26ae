// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.leat.deployment.EnvVar;
import io.leat.graph.Endpoint;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.manifest.KubernetesNames;
import io.leat.k8s.manifest.Manifest;
import io.leat.k8s.manifest.ManifestYaml;
import io.leat.k8s.predictor.OwnershipMarks;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.k8s.predictor.PredictorContext.GraphUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The predictors as the job reads them: their graphs with the addresses of the rendered Services,
 * and no more. What {@code svcOrchSpec.env} says reaches the job as the environment of its pods, or
 * stands here where the job shares its pods with others. Of a shadow the predictors that it stands
 * beside are in it too, as it must not write to their topics.
 */
public record GraphConfig(PredictorContext context) {

    static final String FILE = "deployment.yaml";

    /** Where the job finds it. */
    static final String MOUNT = "/opt/flink/leat";

    private static final List<String> REQUIRED =
            List.of("KAFKA_BROKER", "KAFKA_INPUT_TOPIC", "KAFKA_OUTPUT_TOPIC");

    /** Of a shadow, and the predictors beside it: what must differ. */
    private static final List<String> OF_A_SHADOW =
            List.of(
                    "KAFKA_BROKER",
                    "KAFKA_INPUT_TOPIC",
                    "KAFKA_OUTPUT_TOPIC",
                    "KAFKA_DEAD_LETTER_TOPIC");

    private static final String MODEL_URI = "modelUri";

    /** Fields of a unit that are about how it is called, and what of its calls is logged. */
    private static final List<String> CALLED_BY =
            List.of("name", "type", "implementation", MODEL_URI, "methods", "parameters", "logger");

    String name() {
        return context.base() + "-graph";
    }

    public Manifest manifest() {
        return Manifest.of(
                new ConfigMapBuilder()
                        .withMetadata(context.objectMeta(name()))
                        .addToData(FILE, text())
                        .build(),
                (context.isShared()
                                ? "The graphs of predictors "
                                        + context.ofItsJob().stream()
                                                .map(each -> each.predictor().name())
                                                .collect(Collectors.joining(" and "))
                                        + " as the job reads them, with the addresses of the models"
                                        + " and the weights.\nThe job reads weights again while it"
                                        + " runs, within about a minute of a change here."
                                : "The graph of predictor "
                                        + context.predictor().name()
                                        + " as the job reads it, with the addresses of the models.")
                        + (context.predictor().shadow()
                                ? "\nThe predictors beside it are here too, as a shadow must not write"
                                        + " to their topics."
                                : ""));
    }

    /**
     * Changes whenever the job would have to be started again to read something else: not with
     * weights, which it reads while it runs.
     */
    String hash() {
        return KubernetesNames.sha256(text(false));
    }

    String text() {
        return text(true);
    }

    private String text(boolean withWeights) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("apiVersion", "machinelearning.seldon.io/v1");
        document.put("kind", "SeldonDeployment");
        ObjectNode metadata = document.putObject("metadata");
        metadata.put("name", context.deployment().name());
        metadata.put("namespace", context.namespace());
        ObjectNode spec = document.putObject("spec");
        annotations(spec, context.spec());
        spec.put("protocol", context.predictor().protocolWord());
        spec.put("transport", context.predictor().transport().wire());
        spec.put("serverType", "kafka");
        ArrayNode predictors = spec.putArray("predictors");
        Map<String, String> comments = new HashMap<>();
        if (context.predictor().shadow()) {
            for (int i = 0; i < context.deployment().predictors().size(); i++) {
                PredictorContext each = context.at(i);
                ObjectNode predictor =
                        predictor(
                                predictors,
                                each,
                                comments,
                                each.predictor().equals(context.predictor())
                                        ? variables(each, OF_A_SHADOW)
                                        : OF_A_SHADOW);
                share(predictor, each.checked(), withWeights || each.predictor().shadow());
            }
        } else if (context.isShared()) {
            List<String> variables = new ArrayList<>(REQUIRED);
            variables.addAll(new JobVariables(context).apart());
            for (PredictorContext each : context.ofItsJob()) {
                share(
                        predictor(predictors, each, comments, variables(each, variables)),
                        each.checked(),
                        withWeights);
            }
        } else {
            predictor(predictors, context, comments, variables(context, REQUIRED));
        }
        return ManifestYaml.write(document, comments);
    }

    /** In a session the pods' environment is not the job's own: all stand in the graph. */
    private static List<String> variables(PredictorContext each, List<String> otherwise) {
        if (each.options().session() == null) {
            return otherwise;
        }
        return each.predictor().orchestratorEnv().stream().map(EnvVar::name).toList();
    }

    private static ObjectNode predictor(
            ArrayNode to,
            PredictorContext context,
            Map<String, String> comments,
            List<String> variables) {
        String path = "spec/predictors/" + to.size() + "/graph";
        ObjectNode predictor = to.addObject();
        predictor.put("name", context.predictor().name());
        annotations(predictor, context.checked());
        containers(predictor, context);
        Iterator<GraphUnit> units = context.units().iterator();
        predictor.set("graph", unit(context, units, path, comments));
        ArrayNode env = predictor.putObject("svcOrchSpec").putArray("env");
        for (JsonNode variable : context.stated().path("svcOrchSpec").path("env")) {
            if (variables.contains(variable.path("name").asText())) {
                env.add(JsonMapping.withoutNulls(variable));
            }
        }
        return predictor;
    }

    private static void share(ObjectNode to, JsonNode from, boolean withWeight) {
        for (String field : withWeight ? List.of("traffic", "shadow") : List.of("shadow")) {
            if (from.has(field)) {
                to.set(field, from.get(field).deepCopy());
            }
        }
    }

    private static void annotations(ObjectNode to, JsonNode from) {
        Map<String, String> annotations = OwnershipMarks.without(from.path("annotations"));
        if (!annotations.isEmpty()) {
            ObjectNode copy = to.putObject("annotations");
            annotations.forEach(copy::put);
        }
    }

    /** A node that is no prepackaged or external server must have a container of its name. */
    private static void containers(ObjectNode predictor, PredictorContext context) {
        ArrayNode containers = JsonNodeFactory.instance.arrayNode();
        for (GraphUnit unit : context.units()) {
            if (unit.node().endpoint() != null
                    && !unit.prepackaged()
                    && !context.isExternal(unit)) {
                ObjectNode container = containers.addObject();
                container.put("name", unit.name());
                container.put("image", image(context, unit.name()));
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

    private static String image(PredictorContext context, String name) {
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
    private static ObjectNode unit(
            PredictorContext context,
            Iterator<GraphUnit> units,
            String path,
            Map<String, String> comments) {
        GraphUnit next = units.next();
        ObjectNode unit = JsonNodeFactory.instance.objectNode();
        for (String field : CALLED_BY) {
            boolean ofItsPod = field.equals(MODEL_URI) && context.isExternal(next);
            if (next.json().has(field) && !ofItsPod) {
                unit.set(field, next.json().get(field).deepCopy());
            }
        }
        if (next.node().endpoint() != null) {
            endpoint(context, unit.putObject("endpoint"), next);
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
                list.add(unit(context, units, path + "/children/" + i, comments));
            }
        }
        return unit;
    }

    private static void endpoint(PredictorContext context, ObjectNode stated, GraphUnit unit) {
        Endpoint endpoint = unit.endpoint();
        stated.put("service_host", context.host(unit));
        stated.put("httpPort", endpoint.httpPort());
        stated.put("grpcPort", endpoint.grpcPort());
    }
}
