// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The exactly-once sink: chooses topic and partition of each result, keeps to the limits of the
 * brokers, and detects lost transactions. Uses {@code kafka}, {@code kafka.admin}, {@code
 * kafka.claim}, {@code kafka.gate} and {@code protocol}.
 */
@NullMarked
package io.leat.kafka.sink;

import org.jspecify.annotations.NullMarked;
