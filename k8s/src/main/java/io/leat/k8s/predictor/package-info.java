// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * What is known of one predictor while it is rendered, and the render options. Uses {@code
 * deployment}, {@code deployment.schema}, {@code deployment.validation}, {@code graph}, {@code
 * k8s.manifest}, {@code options}, {@code options.settings} and {@code protocol}.
 */
@NullMarked
package io.leat.k8s.predictor;

import org.jspecify.annotations.NullMarked;
