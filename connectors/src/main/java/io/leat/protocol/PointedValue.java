// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The value at a JSON pointer in a message.
 *
 * @param text what a string says, or a number, true or false as it is written; null for an object
 *     or an array
 */
public record PointedValue(@Nullable String text) {}
