// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The broker and the jobs of {@code leat local}, in this process. Knows no command line. Uses {@code
 * client.readiness}, {@code job..}, {@code kafka..}, {@code local..}, {@code
 * modelserver}, {@code options..} and {@code terminal}.
 */
@NullMarked
package io.leat.local;

import org.jspecify.annotations.NullMarked;
