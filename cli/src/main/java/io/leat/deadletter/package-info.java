// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Reads, filters, counts and marks dead letters. Knows no job and no command line. Uses {@code
 * kafka}, {@code kafka.admin} and {@code protocol}.
 */
@NullMarked
package io.leat.deadletter;

import org.jspecify.annotations.NullMarked;
