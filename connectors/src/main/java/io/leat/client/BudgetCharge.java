// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

/** The cost of a failed attempt to its record's retry budget. */
public enum BudgetCharge {
    /** Nothing: it says nothing about the record. */
    NOTHING,
    /** The time of the attempt and of the pause before it. */
    TIME,
    /** One attempt, and its time. */
    ATTEMPT
}
