// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.yaml;

/**
 * Bounds on what is read, so that a hostile file costs a message and not the process. All are far
 * above what Kubernetes itself would store.
 */
final class Limits {

    /** Characters of a file. */
    static final int TEXT = 8 << 20;

    /** Characters of a line of YAML, for which its parser takes the square of their number. */
    static final int LINE = 1 << 20;

    /** Collections within collections. */
    static final int DEPTH = 100;

    /** Values of one document once its aliases are followed. */
    static final int VALUES = 500_000;

    private Limits() {}
}
