// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The Fashion-MNIST data of the example: its images and model, and its requests and answers in each
 * protocol. Uses {@code local.example.picture}, {@code modelserver} and {@code protocol}.
 */
@NullMarked
package io.leat.local.example.fashion;

import org.jspecify.annotations.NullMarked;
