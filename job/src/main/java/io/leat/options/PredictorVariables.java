// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.options;

import java.util.HashMap;
import java.util.Map;

/**
 * Variables that one environment holds for one of several predictors: {@code
 * LEAT_MODEL_TOKEN__canary} in the place of {@code LEAT_MODEL_TOKEN}. In an environment that
 * several jobs share, a job reads those alone that end with its name: {@code
 * LEAT_MODEL_TOKEN__income-main}, {@code LEAT_MODEL_TOKEN__canary__income-main}.
 *
 * @param environment which holds those of all predictors, and of all jobs
 * @param predictor its name; empty for a job of one predictor
 * @param job the name that the variables of this job end with; empty where the environment is the
 *     job's own
 */
public record PredictorVariables(Map<String, String> environment, String predictor, String job) {

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

    /** The variable that holds an option for a job alone, of all that share an environment. */
    public static String ofJob(String variable, String job) {
        return job.isEmpty() ? variable : variable + SEPARATOR + job;
    }

    /** The variable that states an option: the predictor's own where there is one. */
    public String stating(String option) {
        String own = ofJob(name(option, predictor), job);
        return !predictor.isEmpty() && environment.containsKey(own) ? own : ofJob(option, job);
    }

    /** The variables that are this job's, by their names without the job's. */
    public Map<String, String> ofThisJob() {
        if (job.isEmpty()) {
            return environment;
        }
        String end = SEPARATOR + job;
        Map<String, String> own = new HashMap<>();
        environment.forEach(
                (variable, value) -> {
                    if (variable.endsWith(end)) {
                        own.put(variable.substring(0, variable.length() - end.length()), value);
                    }
                });
        return own;
    }
}
