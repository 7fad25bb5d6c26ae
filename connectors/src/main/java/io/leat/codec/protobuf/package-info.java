// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Protobuf messages read and spliced by field number. Pure. Uses {@code codec.tensor} and {@code
 * protocol}.
 */
@NullMarked
package io.leat.codec.protobuf;

import org.jspecify.annotations.NullMarked;
