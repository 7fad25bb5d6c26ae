// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/**
 * Certificates, keys and passwords: references to them, which may stand in the job graph, and how
 * they are read and checked where they are needed. Uses no other package of Leat.
 */
@NullMarked
package io.leat.secrets;

import org.jspecify.annotations.NullMarked;
