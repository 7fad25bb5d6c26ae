// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void takesColourOnlyWhereAPersonReadsAndWantsIt() {
        Map<String, String> plain = Map.of("TERM", "xterm");

        assertThat(new Terminal(true, plain).takesColour()).isTrue();
        assertThat(new Terminal(false, plain).takesColour()).isFalse();
        assertThat(new Terminal(true, Map.of("TERM", "dumb")).takesColour()).isFalse();
        assertThat(new Terminal(true, Map.of()).takesColour()).isFalse();
        assertThat(new Terminal(true, Map.of("TERM", "xterm", "NO_COLOR", "1")).takesColour())
                .isFalse();
        assertThat(new Terminal(true, Map.of("TERM", "xterm", "NO_COLOR", "")).takesColour())
                .isTrue();
    }

    @Test
    void isRedrawnWithoutColourToo() {
        assertThat(new Terminal(true, Map.of("TERM", "vt100", "NO_COLOR", "1")).takesSequences())
                .isTrue();
        assertThat(new Terminal(true, Map.of("TERM", "dumb")).takesSequences()).isFalse();
        assertThat(new Terminal(false, Map.of("TERM", "vt100")).takesSequences()).isFalse();
    }
}
