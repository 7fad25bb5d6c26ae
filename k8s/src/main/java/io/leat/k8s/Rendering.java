// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import io.leat.k8s.manifest.Manifest;
import java.util.List;

/**
 * What became of some files.
 *
 * @param manifests in the order in which they are applied; empty if there are errors
 * @param warnings what is left out or means something else, one line each
 * @param errors what keeps anything from being rendered, one line each
 */
public record Rendering(List<Manifest> manifests, List<String> warnings, List<String> errors) {

    public Rendering {
        manifests = List.copyOf(manifests);
        warnings = List.copyOf(warnings);
        errors = List.copyOf(errors);
    }

    /** Whether a warning says that a stated host is, in a cluster, the pod that looks for it. */
    public boolean namesHostsOfThisMachine() {
        return warnings.stream().anyMatch(warning -> warning.contains(StatedHosts.IN_A_CLUSTER));
    }
}
