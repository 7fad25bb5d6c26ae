// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What is said of a call that was refused: Leat's own sentence, and how the server's reply begins.
 * Uses {@code client} and {@code protocol}.
 */
@NullMarked
package io.leat.client.refusal;

import org.jspecify.annotations.NullMarked;
