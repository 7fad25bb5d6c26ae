// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What {@code leat local} proposes to try next: commands that can be pasted, with a record that the
 * deployment takes. Uses {@code client..}, {@code codec.protobuf}, {@code graph}, {@code job..},
 * {@code kafka.security}, {@code options..}, {@code protocol}, {@code secrets} and {@code
 * terminal}.
 */
@NullMarked
package io.leat.local.hint;

import org.jspecify.annotations.NullMarked;
