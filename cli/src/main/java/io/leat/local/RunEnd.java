// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

/** How a local run has ended that was not broken off. */
public enum RunEnd {
    /** What was asked for is done. */
    DONE,
    /** The same, and some of it are dead letters that were not allowed for. */
    DEAD_LETTERS,
    /** What was committed could not be counted: whether there are dead letters is not known. */
    UNKNOWN
}
