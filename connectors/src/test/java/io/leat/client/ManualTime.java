// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import io.leat.testing.time.ManualClock;

/** The clock that a test moves, as what clients schedule with. */
public final class ManualTime extends ManualClock implements Scheduler {}
