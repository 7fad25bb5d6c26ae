// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.validation;

import io.leat.deployment.EnvVar;
import io.leat.deployment.InputTopics;
import io.leat.deployment.schema.Problems;
import java.util.List;

/** The variables that say what a predictor reads and where it writes. */
final class KafkaRules {

    static final String BROKER = "KAFKA_BROKER";
    static final String INPUT_TOPIC = InputTopics.VARIABLE;
    static final String OUTPUT_TOPIC = "KAFKA_OUTPUT_TOPIC";

    private KafkaRules() {}

    /**
     * Refuses a variable that stands twice; v1's webhook only counts to three, so that three
     * brokers would do. That each is stated at all is asked once flags and environment are known.
     */
    static void check(List<EnvVar> variables, String predictor, Problems problems) {
        for (String name : List.of(BROKER, INPUT_TOPIC, OUTPUT_TOPIC)) {
            String path = predictor + ".svcOrchSpec.env";
            List<EnvVar> found = variables.stream().filter(v -> v.name().equals(name)).toList();
            if (found.size() > 1) {
                problems.error(path, name + " stands " + found.size() + " times (expected: once)");
            }
        }
    }
}
