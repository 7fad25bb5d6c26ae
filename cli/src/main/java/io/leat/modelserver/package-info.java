// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * A model server in this JVM for the bundled example: units over tensors, whatever the protocol.
 * Knows no job, Kafka or Flink. Uses {@code protocol}.
 */
@NullMarked
package io.leat.modelserver;

import org.jspecify.annotations.NullMarked;
