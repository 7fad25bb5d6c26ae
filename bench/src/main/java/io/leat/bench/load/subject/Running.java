// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import io.leat.bench.load.measure.JvmProcess;

/** A subject at work. */
public interface Running extends AutoCloseable {

    /** The process whose cost is looked at. */
    JvmProcess process();

    /** Records, or calls, done so far. */
    long done();

    /** How far the input has been read: the records done, unless they are those of several. */
    default long read() {
        return done();
    }

    /** Processor seconds used so far. */
    default double cpu() {
        return process().cpu();
    }

    /** Bytes that its living threads have allocated so far. */
    default double allocated() {
        return process().allocated();
    }

    /**
     * Fails if what was done is not what was asked for.
     *
     * @throws IllegalStateException says why the figures are void
     */
    void check();

    @Override
    void close();
}
