// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Calls of model servers: the client interface, replies, the table of failures and what to do about
 * each, and what all clients share. Knows no graph, Kafka or Flink. Uses {@code protocol} and
 * {@code tracing}.
 */
@NullMarked
package io.leat.client;

import org.jspecify.annotations.NullMarked;
