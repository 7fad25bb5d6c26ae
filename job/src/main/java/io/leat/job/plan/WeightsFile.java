// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.plan;

import java.io.Serializable;

/**
 * The file in which the weights of a job's predictors may change while it runs.
 *
 * @param path as every process of the job finds it
 * @param deployment the name of the SeldonDeployment in it
 * @param rest of all that it said but the weights, when the job was started: {@link
 *     StatedWeights#rest}
 */
public record WeightsFile(String path, String deployment, String rest) implements Serializable {

    private static final long serialVersionUID = 1L;
}
