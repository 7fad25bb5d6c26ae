// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * TLS and credentials of model calls: references until a client is built, read again while it runs.
 * Uses {@code secrets}.
 */
@NullMarked
package io.leat.client.tls;

import org.jspecify.annotations.NullMarked;
