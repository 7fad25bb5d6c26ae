// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.gate;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Places in flight that records of any predictor, or of one only, take and give back, with their
 * bytes. Changed by the subtask's own task thread, but for what records hold beside their own
 * bytes; others may read.
 */
final class InFlightPool {

    private static final int QUARTER = 4;

    /** At a limit of 100, calls are a tenth faster than with a quarter, at less cost. */
    private static final int FEW = 32;

    private final int maxRecords;
    private final long maxBytes;
    private final int roomy;
    private final AtomicInteger records = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong held = new AtomicLong(); // beside them, by any thread
    private boolean wasFull; // since the gate has opened

    /**
     * An empty one.
     *
     * @param forBatches whether records are to enter many at a time
     */
    InFlightPool(InFlightLimits limits, boolean forBatches) {
        this.maxRecords = limits.records();
        this.maxBytes = limits.bytes();
        this.roomy = maxRecords - Math.max(1, maxRecords / (forBatches ? QUARTER : FEW));
    }

    /** With a single writer, the task thread, release and acquire are enough. */
    void count(int moreRecords, long moreBytes) {
        records.setRelease(records.getPlain() + moreRecords);
        bytes.setRelease(bytes.getPlain() + moreBytes);
        wasFull |= !isRoomBeside(0, 0);
    }

    /**
     * Counts bytes that a record holds beside its own; they leave as a negative number. Any thread.
     */
    void hold(long moreBytes) {
        held.addAndGet(moreBytes);
    }

    /** The gate has opened. */
    void opened() {
        wasFull = false;
    }

    /**
     * Whether there is room for one more record.
     *
     * @param others records that have entered and take no room yet
     * @param othersBytes of these
     */
    boolean isRoomBeside(int others, long othersBytes) {
        return records() - others < maxRecords && bytes() - othersBytes < maxBytes;
    }

    /**
     * Whether it has room enough for the gate to open: a few places, if it was full. One that was
     * not has no part in the gate's being closed, nor in how often it opens.
     */
    boolean isRoomy() {
        return !wasFull || (recordsAboveRoomy() <= 0 && bytes() <= maxBytes / 4 * 3);
    }

    /** How many records must leave until there are a few places. */
    int recordsAboveRoomy() {
        return records() - roomy;
    }

    int records() {
        return records.getAcquire();
    }

    long bytes() {
        return bytes.getAcquire() + held.get();
    }
}
