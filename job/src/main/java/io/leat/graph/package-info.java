// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The inference graph and the walk through it. Pure: no Flink, Kafka, socket, clock, thread or
 * random source. Uses {@code protocol}.
 */
@NullMarked
package io.leat.graph;

import org.jspecify.annotations.NullMarked;
