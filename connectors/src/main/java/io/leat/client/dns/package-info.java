// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Host name resolution off the event loops, shared by the REST and gRPC clients. Uses no other
 * package of Leat.
 */
@NullMarked
package io.leat.client.dns;

import org.jspecify.annotations.NullMarked;
