// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Autoscaling by KEDA or a HorizontalPodAutoscaler, and disruption budgets. Uses {@code
 * deployment}, {@code k8s.manifest}, {@code k8s.predictor} and {@code options.catalog}.
 */
@NullMarked
package io.leat.k8s.scaling;

import org.jspecify.annotations.NullMarked;
