// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.output;

/**
 * The answer to whether something that a deployment names can be reached from here.
 *
 * @param target what was asked: {@code broker}, {@code topic} or {@code model}, and its name
 * @param message a sentence about it
 */
public record ConnectionAnswer(String target, boolean reached, String message) {}
