// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * The rules of Seldon v1's webhook, of Kubernetes and of Leat on a typed document. Pure. Uses
 * {@code deployment}, {@code deployment.schema}, {@code graph} and {@code protocol}.
 */
@NullMarked
package io.leat.deployment.validation;

import org.jspecify.annotations.NullMarked;
