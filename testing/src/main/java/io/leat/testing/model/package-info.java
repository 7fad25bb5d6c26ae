// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Model servers for tests, over HTTP and gRPC, whose answers a test scripts, down to the bytes.
 * Uses no other package of Leat.
 */
@NullMarked
package io.leat.testing.model;

import org.jspecify.annotations.NullMarked;
