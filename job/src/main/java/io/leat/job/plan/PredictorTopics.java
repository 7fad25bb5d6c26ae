// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import io.leat.deployment.DeploymentDocument;
import io.leat.deployment.Predictor;
import io.leat.deployment.SeldonDeployment;
import org.jspecify.annotations.Nullable;

/**
 * The topics that a predictor would be run with, by an option, the environment or the document;
 * null where nothing states one, or where another object holds its name.
 *
 * @param written whether predictions are written at all
 * @param feedback null where none is read, or where it is not known
 * @param group the consumer group of the job
 * @param share the percentage of the records that it answers, where others share them; else null
 */
public record PredictorTopics(
        @Nullable String input,
        @Nullable String output,
        boolean written,
        @Nullable String feedback,
        String group,
        @Nullable Integer share) {

    /** Knows where topics may be stated. */
    @FunctionalInterface
    public interface Finder {
        PredictorTopics find(
                DeploymentDocument document, SeldonDeployment deployment, Predictor predictor);
    }
}
