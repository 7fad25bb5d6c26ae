// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers whether the brokers have refused a record of one task, from whichever thread that is
 * found.
 */
final class RefusalRecord {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalRecord.class);

    private final RefusalMemory memory;
    private final AtomicReference<@Nullable Exception> first = new AtomicReference<>();
    private boolean onTrial; // the task's thread

    RefusalRecord(RefusalMemory memory) {
        this.memory = memory;
    }

    /** Keeps that a record was refused. Does not block. */
    void note(Exception refusal) {
        first.compareAndSet(null, refusal);
    }

    /** Keeps that a refused record has become a dead letter, and the trial is to go on. */
    void noteOnTrial() {
        onTrial = true;
    }

    /** Has the JobManager remember it, so that the tasks of the next attempt know. Blocks. */
    void tellJobManager() {
        Exception refusal = first.getAndSet(null);
        if (refusal != null) {
            LOG.warn(
                    "The brokers have refused a record ({}). From its last checkpoint on the job"
                            + " tries every record before it writes it, for {} minutes after the"
                            + " last refusal, and a refused one becomes a dead letter.",
                    refusal.getClass().getSimpleName(),
                    ProbingPeriod.DURATION.toMinutes());
        }
        if (refusal != null || onTrial) {
            onTrial = false;
            memory.remember();
        }
    }
}
