// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What the seldon protocol makes of a unit, whatever the transport: the JSON of one array in, that
 * of one array or table out. Uses {@code modelserver}, {@code modelserver.json} and {@code
 * protocol}.
 */
@NullMarked
package io.leat.modelserver.seldon;

import org.jspecify.annotations.NullMarked;
