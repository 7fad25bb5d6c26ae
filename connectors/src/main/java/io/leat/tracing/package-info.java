// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The trace of a record while it is in flight: how its context is read from headers and written to
 * them, and what its calls are made below. Makes spans by OpenTelemetry's interface and knows
 * neither its SDK nor where spans go. Uses no other package of Leat.
 */
@NullMarked
package io.leat.tracing;

import org.jspecify.annotations.NullMarked;
