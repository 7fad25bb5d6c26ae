// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * A receiver of OpenTelemetry's spans for tests, over HTTP and gRPC. Uses {@code
 * testing.net}.
 */
@NullMarked
package io.leat.testing.otlp;

import org.jspecify.annotations.NullMarked;
