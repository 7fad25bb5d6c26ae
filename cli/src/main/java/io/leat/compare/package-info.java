// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Compares the answers that two predictors gave to the same records. Knows no broker and no command
 * line. Uses no other package of Leat.
 */
@NullMarked
package io.leat.compare;

import org.jspecify.annotations.NullMarked;
