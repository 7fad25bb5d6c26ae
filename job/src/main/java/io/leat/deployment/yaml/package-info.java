// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * YAML and JSON as kubectl reads them, into trees. Pure. Uses {@code deployment} and {@code
 * deployment.schema}.
 */
@NullMarked
package io.leat.deployment.yaml;

import org.jspecify.annotations.NullMarked;
