// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.job.plan.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The entry point where it is called in a process that is not its own. */
class LeatJobTest {

    private final PrintStream original = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(original);
    }

    @Test
    void printsAMistakeAndThrowsItWithoutAStackTrace() {
        assertThatThrownBy(() -> LeatJob.main(new String[] {"--deployment", "nowhere.yaml"}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("nowhere.yaml: no such file (expected: a SeldonDeployment)")
                .satisfies(mistake -> assertThat(mistake.getStackTrace()).isEmpty());

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("leat: nowhere.yaml: no such file (expected: a SeldonDeployment)");
    }
}
