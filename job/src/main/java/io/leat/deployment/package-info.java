// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** SeldonDeployment documents as checked records. Pure. Uses {@code graph} and {@code protocol}. */
@NullMarked
package io.leat.deployment;

import org.jspecify.annotations.NullMarked;
