// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.bench.load.experiment.LoadResults;
import io.leat.bench.load.growth.SizingPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The page says what the results say that lie beside the bench; rewritten with
 * -Dleat.docs.write=true.
 */
class SizingDocTest {

    private static final Path PAGE = Path.of("../docs/sizing.md");
    private static final Path PICTURE = Path.of("growth.svg");

    @Test
    void isComputedFromTheResultsOfTheGrowthBench() throws IOException {
        LoadResults results = LoadReport.read(Path.of("growth"));
        if (Boolean.getBoolean("leat.docs.write")) {
            Files.writeString(PAGE, SizingPage.of(results));
            Files.writeString(PICTURE, SizingPage.picture(results));
        }

        assertThat(PAGE).hasContent(SizingPage.of(results));
        assertThat(PICTURE).hasContent(SizingPage.picture(results));
    }
}
