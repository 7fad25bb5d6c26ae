// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.leat.k8s;

import org.jspecify.annotations.NullMarked;
