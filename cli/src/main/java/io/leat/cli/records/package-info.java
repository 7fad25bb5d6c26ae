// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Records of a topic, written from a file or standard input and shown to a person or a program.
 * Uses {@code cli.flags}, {@code cli.output}, {@code codec.protobuf}, {@code compare}, {@code
 * deadletter}, {@code job.plan}, {@code kafka} and {@code terminal}.
 */
@NullMarked
package io.leat.cli.records;

import org.jspecify.annotations.NullMarked;
