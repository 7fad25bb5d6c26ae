// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Drafts of SeldonDeployments from the URLs of model servers. Pure; uses {@code deployment.schema}.
 */
@NullMarked
package io.leat.deployment.draft;

import org.jspecify.annotations.NullMarked;
