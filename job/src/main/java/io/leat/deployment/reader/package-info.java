// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Reads the SeldonDeployments of a file or of {@code ENGINE_PREDICTOR} into records. Pure. Uses
 * {@code deployment}, {@code deployment.schema}, {@code deployment.validation}, {@code
 * deployment.yaml}, {@code graph} and {@code protocol}.
 */
@NullMarked
package io.leat.deployment.reader;

import org.jspecify.annotations.NullMarked;
