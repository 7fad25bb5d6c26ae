// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Every option of the job, declared once; the documentation's table is made from it. Uses {@code
 * client.retry}, {@code kafka}, {@code kafka.sink}, {@code options}, {@code protocol} and {@code
 * traffic}.
 */
@NullMarked
package io.leat.options.catalog;

import org.jspecify.annotations.NullMarked;
