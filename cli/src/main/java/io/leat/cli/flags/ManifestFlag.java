// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import io.leat.cli.output.ManifestFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The form of Kubernetes objects on standard output. */
public final class ManifestFlag {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            converter = EnumConverter.OfManifest.class,
            description = "What to print: ${COMPLETION-CANDIDATES} (default: yaml).")
    private @Nullable ManifestFormat format;

    /** What was stated, else YAML. */
    public ManifestFormat format() {
        return format == null ? ManifestFormat.yaml : format;
    }
}
