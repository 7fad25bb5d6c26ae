// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** The headers of a call: what each step costs a record. */
@NullMarked
package io.leat.client.rest;

import org.jspecify.annotations.NullMarked;
