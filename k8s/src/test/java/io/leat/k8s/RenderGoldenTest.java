// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.k8s.manifest.Manifest;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of {@code src/test/resources/render} and {@code examples}; {@code
 * -Dleat.render.write=true} rewrites them.
 */
class RenderGoldenTest {

    static List<GoldenFolder> folders() {
        return GoldenFolder.all();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void rendersWhatTheFolderStates(GoldenFolder folder) throws Exception {
        var files = folder.of(folder.render());
        if (Boolean.getBoolean("leat.render.write")) {
            folder.rewrite(files);
        }
        assertThat(folder.stated()).containsExactlyEntriesOf(files);
    }

    @ParameterizedTest
    @MethodSource("folders")
    void givesTheSameBytesEveryTime(GoldenFolder folder) throws Exception {
        assertThat(folder.of(folder.render())).isEqualTo(folder.of(folder.render()));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void rendersOnlyFieldsThatTheirSchemasKnow(GoldenFolder folder) throws Exception {
        for (Manifest manifest : folder.render().manifests()) {
            assertThat(Schemas.problems(manifest.yaml())).as(manifest.identity()).isEmpty();
        }
    }

    /** Each line of the file that lists them names a feature or a refusal, and its folder. */
    @Test
    void statesEachFeatureAndRefusalInAFolderOfItsOwn() throws Exception {
        List<String> listed =
                Files.readAllLines(GoldenFolder.TESTS.resolve("features.txt")).stream()
                        .filter(line -> line.startsWith("  "))
                        .map(line -> line.substring(line.lastIndexOf(": ") + 2))
                        .toList();

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        GoldenFolder.tests().map(GoldenFolder::toString).toList());
    }
}
