// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What several commands share: options, how options are read and shown, the way to the brokers,
 * exit codes. Uses {@code cli.completion}, {@code cli.output}, {@code deployment.draft}, {@code
 * deployment.schema}, {@code job}, {@code job.plan}, {@code kafka.admin}, {@code kafka.security},
 * {@code local.example}, {@code options..}, {@code protocol} and {@code terminal}.
 */
@NullMarked
package io.leat.cli.flags;

import org.jspecify.annotations.NullMarked;
