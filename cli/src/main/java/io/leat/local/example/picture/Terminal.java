// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.picture;

import java.util.Map;

/**
 * Where standard output goes.
 *
 * @param isOne whether a person's terminal gets it, not a file or a pipe
 * @param environment the process's; {@code NO_COLOR} (see no-color.org) and {@code TERM} are read
 */
public record Terminal(boolean isOne, Map<String, String> environment) {

    public Terminal {
        environment = Map.copyOf(environment);
    }

    /** Of this process; the launcher knows whether it is a terminal. */
    public static Terminal ofProcess() {
        return new Terminal(Boolean.getBoolean("leat.terminal"), System.getenv());
    }

    /** Whether it obeys escape sequences. */
    public boolean takesSequences() {
        return isOne && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** Whether colours are welcome too. */
    public boolean takesColour() {
        return takesSequences() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }
}
