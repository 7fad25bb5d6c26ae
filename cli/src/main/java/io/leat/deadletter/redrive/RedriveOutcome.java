// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

/** The outcome of a redrive for one record of a dead-letter topic. */
public enum RedriveOutcome {
    REDRIVEN,
    /** By this run or one before. */
    ALREADY,
    /** The filter leaves it out. */
    UNMATCHED,
    TOO_OFTEN,
    /** It is not whole, and its source does not hold it any more. */
    GONE,
    NO_TARGET,
    TOO_LARGE,
    /** It lacks the headers every dead letter of Leat's has. */
    FOREIGN;

    /** Whether it was meant, and yet could not be sent. */
    public boolean isLeft() {
        return switch (this) {
            case REDRIVEN, ALREADY, UNMATCHED -> false;
            case TOO_OFTEN, GONE, NO_TARGET, TOO_LARGE, FOREIGN -> true;
        };
    }
}
