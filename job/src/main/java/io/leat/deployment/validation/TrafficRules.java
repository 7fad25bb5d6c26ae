// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.schema.Problems;
import java.util.ArrayList;
import java.util.List;

/**
 * What must hold of traffic weights and shadows: what v1's webhook asks, and that the predictors
 * which share an input topic have all of its records between them. Predictors that read topics of
 * their own share no records, and need no weights.
 */
// as operator/apis/machinelearning.seldon.io/v1/seldondeployment_webhook.go#checkTraffic
final class TrafficRules {

    private static final int ALL = 100;

    private final Problems problems;

    TrafficRules(Problems problems) {
        this.problems = problems;
    }

    void check(JsonNode spec, List<JsonNode> predictors) {
        int sum = 0;
        int shadows = 0;
        List<JsonNode> primaries = new ArrayList<>();
        for (int i = 0; i < predictors.size(); i++) {
            int traffic = predictors.get(i).path("traffic").asInt();
            String path = "spec.predictors[" + i + "]";
            boolean shadow = predictors.get(i).path("shadow").asBoolean();
            if (shadow) {
                shadows++;
                shadow(path, shadows);
            } else {
                primaries.add(predictors.get(i));
                sum += traffic;
            }
            if (traffic < 0 || traffic > ALL) {
                problems.error(
                        path + ".traffic",
                        traffic + " (expected: 0 to 100" + (shadow ? " for a shadow)" : ")"));
            }
        }
        if (primaries.size() > 1) {
            shares(new TrafficGroups(spec, primaries), sum);
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

    private void shares(TrafficGroups groups, int sum) {
        if (groups.areApart() && groups.stateNone()) {
            problems.note(
                    "spec.predictors",
                    "no traffic is stated, as each predictor reads a topic of its own; Seldon Core"
                            + " v1's webhook would ask for 100 in all");
        } else if (groups.areApart() || groups.isOne() || groups.answerAll()) {
            inAll(sum);
        } else {
            groups.sharing().forEach(this::inGroup);
            if (sum != ALL) {
                problems.note(
                        "spec.predictors",
                        "traffic adds up to 100 for each input topic; Seldon Core v1's webhook would"
                                + " ask for 100 in all");
            }
        }
    }

    private void inAll(int sum) {
        if (sum != ALL) {
            problems.error(
                    "spec.predictors",
                    "traffic adds up to "
                            + sum
                            + " (expected: 100 over several predictors, or no traffic and an input"
                            + " topic of its own for each)");
        }
    }

    private void inGroup(List<JsonNode> group) {
        int sum = group.stream().mapToInt(each -> each.path("traffic").asInt()).sum();
        if (sum != ALL) {
            problems.error(
                    "spec.predictors",
                    "traffic of %s, which read one input topic, adds up to %d (expected: 100)"
                            .formatted(TrafficGroups.names(group), sum));
        }
    }

    private void shadow(String path, int shadows) {
        if (shadows > 1) {
            problems.error(path + ".shadow", "true (expected: one shadow in a deployment)");
        }
    }
}
