// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment;

/** The address at which a node is called: the stated one or the assigned one. */
public enum Addressing {
    /**
     * Host and port that a graph states count; v1's operator fills in the rest. For a caller of the
     * nodes of a file directly.
     */
    STATED,
    /** What v1's operator assigns counts, whatever the graph states. For a cluster. */
    ASSIGNED
}
