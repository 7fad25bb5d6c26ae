// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver;

/**
 * The resources that one server may use.
 *
 * @param workers threads that run models, and so the number of calls at once
 * @param maxBodyBytes the longest request body taken
 */
public record ServerLimits(int workers, int maxBodyBytes) {

    /** Two cores, and bodies far above any example's. */
    public static final ServerLimits DEFAULT = new ServerLimits(2, 16 * 1024 * 1024);

    public ServerLimits {
        if (workers < 1 || maxBodyBytes < 1) {
            throw new IllegalArgumentException(
                    "workers "
                            + workers
                            + ", maxBodyBytes "
                            + maxBodyBytes
                            + " (expected: 1 or more)");
        }
    }
}
