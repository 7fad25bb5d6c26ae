// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The format of the wire fixtures: reading a file, strictly, and saying what was seen in the same
 * words. What the format is stands in {@code src/test/resources/wire/README.md}.
 */
@NullMarked
package io.leat.job.wire;

import org.jspecify.annotations.NullMarked;
