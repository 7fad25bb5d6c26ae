// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deployment.draft;

/**
 * A variable of {@code svcOrchSpec.env}.
 *
 * @param comment what it means, one line
 */
public record DraftVariable(String name, String value, String comment) {}
