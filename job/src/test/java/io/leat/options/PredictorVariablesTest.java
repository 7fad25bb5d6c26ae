// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose variables an environment holds. */
class PredictorVariablesTest {

    private static final Map<String, String> SHARED =
            Map.of(
                    "LEAT_MODEL_TOKEN", "everyone's",
                    "LEAT_MODEL_TOKEN__income-main", "the job's",
                    "LEAT_MODEL_TOKEN__canary__income-main", "the predictor's",
                    "LEAT_MODEL_TOKEN__fraud-main", "another job's",
                    "KAFKA_BROKER", "everyone's");

    @Test
    void stateAnOptionByItsOwnNameWhereTheEnvironmentIsTheJobs() {
        assertThat(new PredictorVariables(SHARED, "", "").stating("LEAT_MODEL_TOKEN"))
                .isEqualTo("LEAT_MODEL_TOKEN");
    }

    @Test
    void areThoseWithTheJobsNameAloneWhereJobsShareTheEnvironment() {
        PredictorVariables variables = new PredictorVariables(SHARED, "", "income-main");

        assertThat(variables.stating("LEAT_MODEL_TOKEN"))
                .isEqualTo("LEAT_MODEL_TOKEN__income-main");
        assertThat(SHARED).doesNotContainKey(variables.stating("KAFKA_BROKER"));
        assertThat(variables.ofThisJob())
                .containsOnly(
                        Map.entry("LEAT_MODEL_TOKEN", "the job's"),
                        Map.entry("LEAT_MODEL_TOKEN__canary", "the predictor's"));
    }

    @Test
    void preferThePredictorsToTheJobs() {
        assertThat(
                        new PredictorVariables(SHARED, "canary", "income-main")
                                .stating("LEAT_MODEL_TOKEN"))
                .isEqualTo("LEAT_MODEL_TOKEN__canary__income-main");
        assertThat(
                        new PredictorVariables(SHARED, "other", "income-main")
                                .stating("LEAT_MODEL_TOKEN"))
                .isEqualTo("LEAT_MODEL_TOKEN__income-main");
    }
}
