// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of {@code docs/} that is generated from code. */
public final class GeneratedDoc {

    private GeneratedDoc() {}

    /** Compares the page, or rewrites it with {@code -Dleat.docs.write=true}. */
    public static void assertSays(String file, String content) throws IOException {
        Path page = Path.of("..", "docs", file); // Surefire runs a module's tests in its folder
        if (Boolean.getBoolean("leat.docs.write")) {
            Files.writeString(page, content);
        }
        assertThat(page)
                .as("run this test with -Dleat.docs.write=true and commit the file")
                .content()
                .isEqualTo(content);
    }
}
