// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** The walk through a graph: what each step costs a record. */
@NullMarked
package io.leat.graph;

import org.jspecify.annotations.NullMarked;
