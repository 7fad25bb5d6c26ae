// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.EnvVar;
import io.leat.deployment.schema.EnvReader;
import io.leat.deployment.schema.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What v1's webhook asks of traffic weights and shadows. Predictors that read topics of their own
 * share no records, and need no weights.
 */
// as operator/apis/machinelearning.seldon.io/v1/seldondeployment_webhook.go#checkTraffic
final class TrafficRules {

    private static final int ALL = 100;

    private final Problems problems;

    TrafficRules(Problems problems) {
        this.problems = problems;
    }

    void check(List<JsonNode> predictors) {
        int sum = 0;
        int shadows = 0;
        for (int i = 0; i < predictors.size(); i++) {
            int traffic = predictors.get(i).path("traffic").asInt();
            if (predictors.get(i).path("shadow").asBoolean()) {
                shadows++;
                shadow("spec.predictors[" + i + "]", shadows, traffic);
            } else {
                sum += traffic;
            }
        }
        if (sum != ALL && predictors.size() - shadows > 1) {
            incomplete(predictors, sum);
        }
        if (predictors.size() == 1 && sum > 0 && sum < ALL) {
            problems.error(
                    "spec.predictors[0].traffic",
                    sum + " (expected: 100 or none for one predictor)");
        }
        if (predictors.size() == 1 && shadows == 1) {
            problems.error(
                    "spec.predictors[0].shadow",
                    "true (expected: another predictor beside a shadow, whose records it answers too)");
        }
    }

    private void incomplete(List<JsonNode> predictors, int sum) {
        if (predictors.stream().noneMatch(each -> each.has("traffic")) && areApart(predictors)) {
            problems.note(
                    "spec.predictors",
                    "no traffic is stated, as each predictor reads a topic of its own; Seldon Core"
                            + " v1's webhook would ask for 100 in all");
        } else {
            problems.error(
                    "spec.predictors",
                    "traffic adds up to "
                            + sum
                            + " (expected: 100 over several predictors, or no traffic and an input"
                            + " topic of its own for each)");
        }
    }

    /** Whether each reads another topic; one whose topic is not stated here may read any. */
    private static boolean areApart(List<JsonNode> predictors) {
        Set<String> topics = new HashSet<>();
        for (JsonNode predictor : predictors) {
            EnvVar topic = inputTopic(predictor);
            String name =
                    topic == null ? "" : topic.value() == null ? topic.toString() : topic.value();
            if (name.isEmpty() || !topics.add(name)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable EnvVar inputTopic(JsonNode predictor) {
        return EnvReader.read(predictor.path("svcOrchSpec")).stream()
                .filter(variable -> variable.name().equals(KafkaRules.INPUT_TOPIC))
                .findFirst()
                .orElse(null);
    }

    private void shadow(String path, int shadows, int traffic) {
        if (shadows > 1) {
            problems.error(path + ".shadow", "true (expected: one shadow in a deployment)");
        }
        if (traffic < 0 || traffic > ALL) {
            problems.error(path + ".traffic", traffic + " (expected: 0 to 100 for a shadow)");
        }
    }
}
