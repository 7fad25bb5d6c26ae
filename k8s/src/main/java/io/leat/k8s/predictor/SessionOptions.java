// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import io.leat.k8s.manifest.KubernetesNames;
import io.leat.options.OptionType;
import java.util.List;

/**
 * A session cluster, which runs the jobs of several deployments, as the command line states it.
 *
 * @param name of its FlinkDeployment
 * @param slots of each TaskManager: as many subtasks run in one
 * @param memory of each TaskManager's process, as it was written
 */
public record SessionOptions(String name, int slots, String memory) {

    public static final int SLOTS = 20;
    public static final String MEMORY = "4gb";

    /** Of one TaskManager; beyond it one failure takes too much with it. */
    private static final int MOST_SLOTS = 200;

    private static final int MIB_SHIFT = 20;

    void problems(List<String> problems) {
        if (!KubernetesNames.fit(name, KubernetesNames.FLINK_DEPLOYMENT).equals(name)) {
            problems.add(
                    "--session is "
                            + StateOptions.refused(name)
                            + " (expected: at most 45 lower-case letters, digits and -, beginning"
                            + " with a letter and ending with a letter or digit)");
        }
        if (slots < 1 || slots > MOST_SLOTS) {
            problems.add(
                    "--session-slots is %d (expected: a whole number from 1 to %d)"
                            .formatted(slots, MOST_SLOTS));
        }
        if (OptionType.SIZE.read().apply(memory) == null) {
            problems.add(
                    "--session-memory is "
                            + StateOptions.refused(memory)
                            + " (expected: "
                            + OptionType.SIZE.expected()
                            + ")");
        }
    }

    /** The memory in whole mebibytes; asked for only where there are no {@link #problems}. */
    public long memoryMib() {
        Long bytes = OptionType.SIZE.read().apply(memory);
        if (bytes == null) {
            throw new IllegalStateException(memory);
        }
        return bytes >> MIB_SHIFT;
    }
}
