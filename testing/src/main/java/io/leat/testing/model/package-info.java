// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Model servers for tests, over HTTP and gRPC, whose answers a test scripts, down to the bytes.
 * Uses {@code testing.net}.
 */
@NullMarked
package io.leat.testing.model;

import org.jspecify.annotations.NullMarked;
