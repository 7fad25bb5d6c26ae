// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * One option: its names, type, sources and precedence. Knows no job, Kubernetes or command line.
 * Uses {@code deployment.schema} and {@code protocol}.
 */
@NullMarked
package io.leat.options;

import org.jspecify.annotations.NullMarked;
