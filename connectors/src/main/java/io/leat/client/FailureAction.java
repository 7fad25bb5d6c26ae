// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

/** The action that follows a failed call; {@link FailureKind} says which failure means what. */
public enum FailureAction {
    /** The same call may succeed later. */
    RETRY,
    /** This call never will: its record becomes a dead letter. */
    REJECT,
    /** The job itself is wrong and must stop. */
    FAIL
}
