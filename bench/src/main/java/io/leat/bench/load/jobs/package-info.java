// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Jobs to compare Leat's with. They run on a cluster, with the classes of Leat's jar. Uses {@code
 * client}, {@code job..}, {@code kafka.gate} and {@code protocol}.
 */
@NullMarked
package io.leat.bench.load.jobs;

import org.jspecify.annotations.NullMarked;
