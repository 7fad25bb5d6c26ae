// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Rendered manifests as a Helm chart: objects in, files out. Uses {@code k8s.manifest} and {@code
 * k8s.predictor}.
 */
@NullMarked
package io.leat.k8s.helm;

import org.jspecify.annotations.NullMarked;
