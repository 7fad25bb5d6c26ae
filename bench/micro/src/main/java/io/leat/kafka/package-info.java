// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** Records in and out: what each step costs a record. */
@NullMarked
package io.leat.kafka;

import org.jspecify.annotations.NullMarked;
