// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Renders SeldonDeployments into Kubernetes manifests: text in, objects out. Reads no file and no
 * clock. Uses {@code deployment..}, {@code graph}, {@code k8s..} and {@code options..}.
 */
@NullMarked
package io.leat.k8s;

import org.jspecify.annotations.NullMarked;
