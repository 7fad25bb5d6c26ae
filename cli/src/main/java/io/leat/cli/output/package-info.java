// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What commands print, as text for a person and as JSON for programs. Uses {@code compare}, {@code
 * deadletter}, {@code deadletter.redrive}, {@code deployment}, {@code graph}, {@code job.plan},
 * {@code kafka}, {@code options}, {@code options.catalog}, {@code status} and {@code terminal}.
 */
@NullMarked
package io.leat.cli.output;

import org.jspecify.annotations.NullMarked;
