// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** Codecs and batches: what each step costs a record. */
@NullMarked
package io.leat.protocol;

import org.jspecify.annotations.NullMarked;
