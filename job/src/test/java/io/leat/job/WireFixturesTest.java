// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The folder of the wire fixtures as a whole. */
class WireFixturesTest {

    private static final Pattern POINT = Pattern.compile("(?m)^\\| ([^|]+) \\| [^|]+ \\|$");

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void holdsGroupsOfFixturesAndNothingElse() throws IOException {
        for (Path group : children(WireFixtures.ROOT)) {
            if (!group.endsWith("README.md")) {
                assertThat(group).isDirectory();
                assertThat(children(group)).isNotEmpty().allSatisfy(WireFixtures::read);
            }
        }
    }

    @Test
    void provesEveryPointOfItsReadme() throws IOException {
        String readme = Files.readString(WireFixtures.ROOT.resolve("README.md"));
        String table = readme.substring(readme.indexOf("|---|---|", readme.indexOf("## Points")));
        Set<String> points =
                POINT.matcher(table)
                        .results()
                        .map(row -> row.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> proved = new TreeSet<>();
        for (Path file : WireFixtures.files()) {
            proved.add(WireFixtures.read(file).point());
        }

        assertThat(points).hasSizeGreaterThan(30);
        assertThat(proved).isEqualTo(points);
    }
}
