// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.deployment.schema.Problems;
import java.util.List;

/** What v1's webhook asks of traffic weights and shadows. */
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
            problems.error(
                    "spec.predictors",
                    "traffic adds up to " + sum + " (expected: 100 over several predictors)");
        }
        if (predictors.size() == 1 && sum > 0 && sum < ALL) {
            problems.error(
                    "spec.predictors[0].traffic",
                    sum + " (expected: 100 or none for one predictor)");
        }
        if (predictors.size() == 1 && shadows == 1) {
            problems.error(
                    "spec.predictors[0].shadow",
                    "true (expected: another predictor beside a shadow)");
        }
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
