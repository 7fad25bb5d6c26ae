// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What several commands share: options, how options are read and shown, the way to the brokers,
 * exit codes. Uses {@code job}, {@code kafka}, {@code local.example}, {@code cli.output} and {@code
 * cli.completion}.
 */
@NullMarked
package io.leat.cli.flags;

import org.jspecify.annotations.NullMarked;
