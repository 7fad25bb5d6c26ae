// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The entry point of the job and how its parts are loaded. Uses {@code client.tls}, {@code codec},
 * {@code deployment}, {@code graph}, {@code job..}, {@code kafka..} and {@code options..}.
 */
@NullMarked
package io.leat.job;

import org.jspecify.annotations.NullMarked;
