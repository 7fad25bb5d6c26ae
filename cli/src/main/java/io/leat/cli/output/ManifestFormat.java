// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

/** The forms in which Kubernetes objects are printed. */
public enum ManifestFormat {
    yaml,
    json
}
