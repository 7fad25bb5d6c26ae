// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * One Kubernetes object: its tree, names, comments and YAML form, by fabric8. Uses {@code
 * options.catalog} and {@code options.settings}.
 */
@NullMarked
package io.leat.k8s.manifest;

import org.jspecify.annotations.NullMarked;
