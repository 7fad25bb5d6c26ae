// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
/** What a class logs while a test runs. Uses no other package of Leat. */
@NullMarked
package io.leat.testing.log;

import org.jspecify.annotations.NullMarked;
