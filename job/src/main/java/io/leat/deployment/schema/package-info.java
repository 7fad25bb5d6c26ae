// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The fields of a SeldonDeployment and the check of a tree against them. Pure. Uses {@code
 * deployment}, {@code graph} and {@code protocol}.
 */
@NullMarked
package io.leat.deployment.schema;

import org.jspecify.annotations.NullMarked;
