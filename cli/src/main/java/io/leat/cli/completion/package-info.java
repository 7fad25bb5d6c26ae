// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Scripts with which shells complete commands and options. Knows the commands by picocli only. Uses
 * no other package of Leat.
 */
@NullMarked
package io.leat.cli.completion;

import org.jspecify.annotations.NullMarked;
