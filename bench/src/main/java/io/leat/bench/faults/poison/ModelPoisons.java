// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.faults.poison;

import static io.leat.bench.faults.poison.Poison.behaviour;

import java.util.List;

/** Good requests that the model does not take well. */
final class ModelPoisons {

    /** More than a topic takes by default. */
    private static final int TOO_LARGE = 1_200_000;

    static final List<Poison> ALL =
            List.of(
                    behaviour("refused", "model-rejected", "status-400"),
                    behaviour("failed-on", "model-failed", "status-500"),
                    behaviour("hung-on", "model-unavailable", "hang"),
                    behaviour("answered-too-large", "output-too-large", "huge-" + TOO_LARGE));

    private ModelPoisons() {}
}
