// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import java.time.Duration;

/** Runs things later. */
public interface Scheduler extends AutoCloseable {

    /** Runs it once after this long, unless the timer is closed by then; never on this thread. */
    void after(Duration wait, Runnable work);

    /** Forgets what has not been run yet. */
    @Override
    void close();
}
