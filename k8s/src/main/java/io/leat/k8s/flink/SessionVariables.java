// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.flink;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.leat.k8s.manifest.JsonMapping;
import io.leat.k8s.predictor.PredictorContext;
import io.leat.options.PredictorVariables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a job's {@code svcOrchSpec.env} leaves to the pods of a session: references, such as those
 * to Secrets, each under a name with the job's at its end. All else stands in the job's graph.
 *
 * @param context of the first predictor of the job
 */
record SessionVariables(PredictorContext context) {

    /** A variable in the place of which Kubernetes puts its value. */
    private static final Pattern OTHER = Pattern.compile("\\$\\(([^)]*)\\)");

    /** In the order of the document. */
    List<EnvVar> list() {
        List<EnvVar> variables = new ArrayList<>();
        for (PredictorContext each : context.ofItsJob()) {
            Map<String, JsonNode> stated = stated(each);
            String text = stated.values().toString();
            stated.forEach(
                    (name, variable) -> {
                        if (variable.has("valueFrom")
                                || OTHER.matcher(variable.path("value").asText()).find()
                                || text.contains("$(" + name + ")")) {
                            variables.add(renamed(variable, each, stated));
                        }
                    });
        }
        return variables;
    }

    /** Of one that stands twice the last counts, as in a container. */
    private static Map<String, JsonNode> stated(PredictorContext each) {
        Map<String, JsonNode> stated = new LinkedHashMap<>();
        for (JsonNode variable : each.stated().path("svcOrchSpec").path("env")) {
            stated.put(variable.path("name").asText(), variable);
        }
        return stated;
    }

    private EnvVar renamed(JsonNode variable, PredictorContext each, Map<String, JsonNode> stated) {
        EnvVar own =
                JobPods.ofThisPod(JsonMapping.typed(variable, EnvVar.class, new ArrayList<>()));
        own.setName(name(own.getName(), each));
        if (own.getValue() != null) {
            own.setValue(
                    OTHER.matcher(own.getValue())
                            .replaceAll(
                                    found ->
                                            Matcher.quoteReplacement(
                                                    stated.containsKey(found.group(1))
                                                            ? "$("
                                                                    + name(found.group(1), each)
                                                                    + ")"
                                                            : found.group())));
        }
        return own;
    }

    private String name(String variable, PredictorContext each) {
        String ofPredictor =
                context.isShared()
                        ? PredictorVariables.name(variable, each.predictor().name())
                        : variable;
        return PredictorVariables.ofJob(ofPredictor, context.base());
    }
}
