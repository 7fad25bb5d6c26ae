// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a session cluster on the command line. */
class SessionOptionsTest {

    private static List<String> problems(
            SessionOptions session, boolean sidecar, Map<String, String> settings) {
        return new RenderOptions(
                        null,
                        "registry.example/leat:1",
                        RenderOptions.FLINK_VERSION,
                        sidecar,
                        StateOptions.NONE,
                        null,
                        1,
                        Map.of(),
                        settings,
                        false,
                        false,
                        session)
                .problems();
    }

    @Test
    void areTakenAsTheyAreByDefault() {
        SessionOptions session =
                new SessionOptions("small", SessionOptions.SLOTS, SessionOptions.MEMORY);

        assertThat(problems(session, false, Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Small | 20 | 4gb | --session is "Small" (expected: at most 45 lower-case letters, digits and -, beginning with a letter and ending with a letter or digit)
                    small | 0 | 4gb | --session-slots is 0 (expected: a whole number from 1 to 200)
                    small | 20 | 4Gi | --session-memory is "4Gi" (expected: a size above zero such as 512kb, 64mb or 1gb; a bare number is bytes)
                    small | 20 | 1gb | --session-memory is 1024mb (expected: at least 1396mb for --session-slots 20, of which 500mb are off the heap)
                    """)
    void areRefusedWithTheirNames(String name, int slots, String memory, String problem) {
        assertThat(problems(new SessionOptions(name, slots, memory), false, Map.of()))
                .containsExactly(problem);
    }

    @Test
    void leaveNoRoomForModelsInThePods() {
        assertThat(problems(new SessionOptions("small", 20, "4gb"), true, Map.of()))
                .singleElement()
                .asString()
                .startsWith("--sidecar with --session small (expected: one of them;");
    }

    @Test
    void standInThePlaceOfFlinksOwnSettings() {
        assertThat(
                        problems(
                                new SessionOptions("small", 20, "4gb"),
                                false,
                                Map.of("taskmanager.numberOfTaskSlots", "4")))
                .containsExactly(
                        "--flink-config taskmanager.numberOfTaskSlots with --session (expected: --session-slots)");
    }
}
