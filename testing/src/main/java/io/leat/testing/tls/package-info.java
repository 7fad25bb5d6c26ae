// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** Certificates for tests, and the TLS of their servers. Uses no other package of Leat. */
@NullMarked
package io.leat.testing.tls;

import org.jspecify.annotations.NullMarked;
