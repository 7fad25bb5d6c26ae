// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import io.leat.cli.output.OutputFormat;
import picocli.CommandLine.Option;

/** The form of an answer that is text for a person, or JSON for a program. */
public final class OutputFlag {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            converter = EnumConverter.OfOutput.class,
            description = "What to print: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.text;

    public OutputFormat format() {
        return format;
    }
}
