// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Free ports, TCP links that are slow, fall silent or are cut, and gRPC messages as bytes. Uses no
 * other package of Leat.
 */
@NullMarked
package io.leat.testing.net;

import org.jspecify.annotations.NullMarked;
