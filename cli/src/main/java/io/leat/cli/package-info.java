// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The commands of {@code leat}: options in, calls of the packages below, exit codes out. Uses
 * {@code cli..}, {@code deadletter..}, {@code deployment..}, {@code flink}, {@code job..}, {@code
 * k8s..}, {@code local..}, {@code options..}, {@code protocol}, {@code secrets}, {@code status} and
 * {@code terminal}.
 */
@NullMarked
package io.leat.cli;

import org.jspecify.annotations.NullMarked;
