// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Options that several commands share, and how options are read and shown. Uses {@code job} and
 * {@code local.example}.
 */
@NullMarked
package io.leat.cli.flags;

import org.jspecify.annotations.NullMarked;
