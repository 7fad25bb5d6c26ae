// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counters of the attempts at one endpoint. Thread-safe. */
public final class CallStats {

    /** Upper bounds of the buckets of {@link #within}, rising; longer attempts are in none. */
    public static final List<Duration> BOUNDS =
            Arrays.stream(
                            new long[] {
                                5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000,
                                60_000
                            })
                    .mapToObj(Duration::ofMillis)
                    .toList();

    private final LongAdder[] buckets = new LongAdder[BOUNDS.size()];
    private final LongAdder attempts = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder repeats = new LongAdder();
    private final Map<FailureKind, LongAdder> failures = new EnumMap<>(FailureKind.class);

    public CallStats() {
        Arrays.setAll(buckets, i -> new LongAdder());
        for (FailureKind kind : FailureKind.values()) {
            failures.put(kind, new LongAdder());
        }
    }

    public void attempt(long took) {
        attempts.increment();
        nanos.add(took);
        for (int i = 0; i < buckets.length; i++) {
            if (took <= BOUNDS.get(i).toNanos()) {
                buckets[i].increment();
                return;
            }
        }
    }

    public void failure(FailureKind kind) {
        of(kind).increment();
    }

    public void repeat() {
        repeats.increment();
    }

    private LongAdder of(FailureKind kind) {
        LongAdder count = failures.get(kind);
        if (count == null) {
            throw new IllegalStateException(kind.name());
        }
        return count;
    }

    /** Attempts ended, with or without an answer. */
    public long attempts() {
        return attempts.sum();
    }

    /** How long they took, all together. */
    public double seconds() {
        return nanos.sum() / 1e9;
    }

    /** Attempts that took at most the bound of this place in {@link #BOUNDS}. */
    public long within(int bound) {
        long sum = 0;
        for (int i = 0; i <= bound; i++) {
            sum += buckets[i].sum();
        }
        return sum;
    }

    /** Attempts that are to be made again. */
    public long repeats() {
        return repeats.sum();
    }

    /** Attempts that failed so. */
    public long failures(FailureKind kind) {
        return of(kind).sum();
    }
}
