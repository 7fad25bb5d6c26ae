// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Sends dead letters back to their source topic, each once. Uses {@code deadletter}, {@code kafka},
 * {@code kafka.admin} and {@code protocol}.
 */
@NullMarked
package io.leat.deadletter.redrive;

import org.jspecify.annotations.NullMarked;
