// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** Images of the example, and how a terminal shows them. Uses no other package of Leat. */
@NullMarked
package io.leat.local.example.picture;

import org.jspecify.annotations.NullMarked;
