// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The models: Deployments, Services, prepackaged servers, storage initializers, sidecars. Uses
 * {@code graph}, {@code k8s.manifest}, {@code k8s.predictor}, {@code k8s.scaling} and {@code
 * protocol}.
 */
@NullMarked
package io.leat.k8s.serving;

import org.jspecify.annotations.NullMarked;
