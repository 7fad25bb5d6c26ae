// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local;

import java.util.OptionalInt;

/**
 * What is asked for as to the broker of a local run.
 *
 * @param embedded whether one in this process takes the place of any that is stated
 * @param port of the embedded one; without it that of the run before, else any that is free
 */
public record BrokerChoice(boolean embedded, OptionalInt port) {

    /** The broker that is stated, else an embedded one. */
    public static final BrokerChoice STATED = new BrokerChoice(false, OptionalInt.empty());
}
