// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Reads all options into checked settings, with the rules between options. Uses {@code client..},
 * {@code codec}, {@code deployment..}, {@code graph}, {@code kafka..}, {@code options}, {@code
 * options.access}, {@code options.catalog}, {@code options.requestlog}, {@code options.tracing},
 * {@code protocol}, {@code secrets} and {@code traffic}.
 */
@NullMarked
package io.leat.options.settings;

import org.jspecify.annotations.NullMarked;
