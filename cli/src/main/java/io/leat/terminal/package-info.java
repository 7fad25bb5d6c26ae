// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Text for a terminal and its shell: control characters escaped, words quoted. Uses no other
 * package of Leat.
 */
@NullMarked
package io.leat.terminal;

import org.jspecify.annotations.NullMarked;
