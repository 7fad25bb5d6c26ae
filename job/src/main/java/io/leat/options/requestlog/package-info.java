// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Reads what of a predictor's calls is logged and where to, with the rules that hold for it. Uses
 * {@code deployment}, {@code graph}, {@code kafka.security}, {@code options}, {@code
 * options.access} and {@code options.catalog}.
 */
@NullMarked
package io.leat.options.requestlog;

import org.jspecify.annotations.NullMarked;
