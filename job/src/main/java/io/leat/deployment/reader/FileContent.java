// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.reader;

import io.leat.deployment.DeploymentDocument;
import java.util.List;

/**
 * What a file holds.
 *
 * @param deployments its SeldonDeployments, in order, with the problems of each
 * @param others the objects of other kinds
 */
public record FileContent(List<DeploymentDocument> deployments, List<OtherObjects.Found> others) {}
