// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** A clock that a test moves. Uses no other package of Leat. */
@NullMarked
package io.leat.testing.time;

import org.jspecify.annotations.NullMarked;
