// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client.batch;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counters of the requests to one node that may share calls. Thread-safe. */
public final class BatchStats {

    /** Upper bounds of the buckets of {@link #within}, rising; larger calls are in none. */
    public static final List<Integer> BOUNDS = List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024);

    private final LongAdder[] buckets = new LongAdder[BOUNDS.size()];
    private final LongAdder calls = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder undone = new LongAdder();

    BatchStats() {
        Arrays.setAll(buckets, i -> new LongAdder());
    }

    void call(int size, long waited) {
        calls.increment();
        records.add(size);
        nanos.add(waited);
        for (int i = 0; i < buckets.length; i++) {
            if (size <= BOUNDS.get(i)) {
                buckets[i].increment();
                return;
            }
        }
    }

    void undo() {
        undone.increment();
    }

    /** Calls made, of one record or more; those that repeat a batch record by record are not. */
    public long calls() {
        return calls.sum();
    }

    /** Records in these calls. */
    public long records() {
        return records.sum();
    }

    /** Calls with at most as many records as the bound of this place in {@link #BOUNDS}. */
    public long within(int bound) {
        long sum = 0;
        for (int i = 0; i <= bound; i++) {
            sum += buckets[i].sum();
        }
        return sum;
    }

    /** How long the first record of each call waited for others, all together. */
    public double seconds() {
        return nanos.sum() / 1e9;
    }

    /** Calls of more than one record whose records were tried again, each alone. */
    public long undone() {
        return undone.sum();
    }
}
