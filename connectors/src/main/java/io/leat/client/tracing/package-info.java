// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * A span of each attempt at a node, with its status and what it is repeated for. Uses {@code
 * client}, {@code protocol} and {@code tracing}.
 */
@NullMarked
package io.leat.client.tracing;

import org.jspecify.annotations.NullMarked;
