// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** Trees of JSON with tensors in them, in and out. Uses {@code modelserver}. */
@NullMarked
package io.leat.modelserver.json;

import org.jspecify.annotations.NullMarked;
