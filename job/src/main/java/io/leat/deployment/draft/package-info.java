// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Drafts of SeldonDeployments from the URLs of model servers. Pure. Uses {@code deployment.schema}
 * and {@code protocol}.
 */
@NullMarked
package io.leat.deployment.draft;

import org.jspecify.annotations.NullMarked;
