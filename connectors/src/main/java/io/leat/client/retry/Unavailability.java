// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.retry;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Since when an endpoint has answered none of the calls that say nothing against their records, and
 * why. Thread-safe.
 */
public final class Unavailability {

    private record Outage(long since, String reason) {}

    private final InstantSource clock;
    private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();

    Unavailability(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A call has failed.
     *
     * @param reason what was found and what was expected, without payload or secret
     */
    void failed(String reason) {
        long now = clock.millis();
        outage.updateAndGet(known -> new Outage(known == null ? now : known.since(), reason));
    }

    /** A call was answered. */
    void over() {
        // Looked up first: on the way of every good answer nothing is written.
        if (outage.get() != null) {
            outage.set(null);
        }
    }

    /** Milliseconds since 1970, or 0 while it answers. */
    public long since() {
        Outage now = outage.get();
        return now == null ? 0 : now.since();
    }

    /** Why the last call failed; empty while it answers. */
    public String reason() {
        Outage now = outage.get();
        return now == null ? "" : now.reason();
    }
}
