// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.reader;

import io.leat.deployment.DeploymentDocument;
import java.util.List;

/**
 * The documents of a file.
 *
 * @param deployments its SeldonDeployments, in order, with the problems of each
 * @param others the objects of other kinds
 */
public record FileContent(List<DeploymentDocument> deployments, List<OtherObjects.Found> others) {

    /** A list of many objects need not be said whole. */
    private static final int MAX_KINDS = 5;

    /**
     * For a file without a SeldonDeployment: that it has none, and what it has instead.
     *
     * @param expected how many it should have
     */
    public String withoutDeployment(String expected) {
        List<String> kinds = others.stream().map(OtherObjects.Found::kind).distinct().toList();
        String more = kinds.size() > MAX_KINDS ? ", …" : "";
        return "no SeldonDeployment in it, %s (expected: %s)"
                .formatted(
                        kinds.isEmpty()
                                ? "as it is empty"
                                : "but "
                                        + String.join(
                                                ", ",
                                                kinds.subList(0, Math.min(kinds.size(), MAX_KINDS)))
                                        + more,
                        expected);
    }
}
