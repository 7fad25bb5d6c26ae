// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import java.util.Map;

/**
 * Variables that one environment holds for one of several predictors: {@code
 * LEAT_MODEL_TOKEN__canary} in the place of {@code LEAT_MODEL_TOKEN}.
 *
 * @param environment which holds those of all predictors
 * @param predictor its name; empty for a job of one predictor
 */
public record PredictorVariables(Map<String, String> environment, String predictor) {

    private static final String SEPARATOR = "__";

    /** The variable that holds an option for a predictor alone. */
    public static String name(String option, String predictor) {
        return option + SEPARATOR + predictor;
    }

    /** The option that a variable would state; its own name where it is no predictor's. */
    public static String option(String variable) {
        int end = variable.indexOf(SEPARATOR);
        return end < 0 ? variable : variable.substring(0, end);
    }

    /** The variable that states an option: the predictor's own where there is one. */
    public String stating(String option) {
        String own = name(option, predictor);
        return !predictor.isEmpty() && environment.containsKey(own) ? own : option;
    }
}
