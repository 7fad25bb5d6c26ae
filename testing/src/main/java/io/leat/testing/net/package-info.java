// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Free ports, and TCP links that are slow, fall silent or are cut. Uses no other package of Leat.
 */
@NullMarked
package io.leat.testing.net;

import org.jspecify.annotations.NullMarked;
