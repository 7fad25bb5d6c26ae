// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The broker and the Flink cluster of {@code leat local}, in this process. Knows no command line.
 * Uses {@code client.readiness}, {@code flink}, {@code job..}, {@code kafka..}, {@code local..},
 * {@code modelserver}, {@code options..}, {@code status} and {@code terminal}.
 */
@NullMarked
package io.leat.local;

import org.jspecify.annotations.NullMarked;
