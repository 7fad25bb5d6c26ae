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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The variables of {@code svcOrchSpec.env} in the one environment that the pods of a job have. Of
 * several predictors, those that all state alike stand there under their names; what one states
 * otherwise stands in the job's graph, or, where another object holds it, here under a name with
 * the predictor's at its end.
 *
 * @param context of the first predictor of the job
 */
record JobVariables(PredictorContext context) {

    /** In the order of the document. */
    List<EnvVar> list() {
        List<EnvVar> variables = new ArrayList<>();
        List<String> apart = apart();
        for (PredictorContext each : context.ofItsJob()) {
            stated(each)
                    .forEach(
                            (name, variable) -> {
                                if (!apart.contains(name)) {
                                    variables.add(typed(variable));
                                } else if (isElsewhere(variable)) {
                                    EnvVar own = typed(variable);
                                    own.setName(
                                            PredictorVariables.name(name, each.predictor().name()));
                                    variables.add(own);
                                }
                            });
        }
        return variables;
    }

    /** The names of those that are not the same for all predictors of the job. */
    List<String> apart() {
        TreeSet<String> names = new TreeSet<>();
        List<Map<String, JsonNode>> all =
                context.ofItsJob().stream().map(JobVariables::stated).toList();
        all.forEach(each -> names.addAll(each.keySet()));
        names.removeIf(name -> isAlike(name, all));
        return List.copyOf(names);
    }

    private static boolean isAlike(String name, List<Map<String, JsonNode>> all) {
        @Nullable JsonNode first = all.get(0).get(name);
        return first != null && all.stream().allMatch(each -> first.equals(each.get(name)));
    }

    /** Of one that stands twice the last counts, as in a container. */
    private static Map<String, JsonNode> stated(PredictorContext context) {
        Map<String, JsonNode> stated = new LinkedHashMap<>();
        for (JsonNode variable : context.stated().path("svcOrchSpec").path("env")) {
            stated.put(variable.path("name").asText(), variable);
        }
        return stated;
    }

    /** Kubernetes puts other variables of the container in the place of $(NAME). */
    private static boolean isElsewhere(JsonNode variable) {
        return variable.has("valueFrom") || variable.path("value").asText().contains("$(");
    }

    private static EnvVar typed(JsonNode variable) {
        return JsonMapping.typed(variable, EnvVar.class, new ArrayList<>());
    }
}
