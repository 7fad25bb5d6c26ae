// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scenarios of {@code k8s/cluster/run}, and the table that shows what came of them. */
class ClusterScenariosTest {

    private static final Path SCENARIOS = Path.of("cluster", "scenarios");
    private static final Pattern PROVES = Pattern.compile("(?m)^proves=\"[A-Z].+\\.\"$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\|");

    private static List<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(SCENARIOS)) {
            return files.sorted().toList();
        }
    }

    @Test
    void sayWhatTheyProveAndHowTheyArePlayed() throws IOException {
        for (Path scenario : scenarios()) {
            assertThat(Files.readString(scenario))
                    .as(scenario.toString())
                    .containsPattern(PROVES)
                    .contains("\nplay() {\n");
        }
    }

    @Test
    void haveARowEachInTheDocumentation() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "cluster.md"));

        assertThat(ROW.matcher(page).results().map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        scenarios().stream()
                                .map(file -> file.getFileName().toString().replace(".sh", ""))
                                .toList());
    }
}
