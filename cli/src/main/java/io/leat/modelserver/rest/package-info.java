// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Units over HTTP: the paths of the seldon, TensorFlow Serving and V2 protocols. Uses {@code
 * modelserver}, {@code modelserver.json}, {@code modelserver.seldon} and {@code protocol}.
 */
@NullMarked
package io.leat.modelserver.rest;

import org.jspecify.annotations.NullMarked;
