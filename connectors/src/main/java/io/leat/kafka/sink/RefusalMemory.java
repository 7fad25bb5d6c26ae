// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;
import org.apache.flink.streaming.runtime.operators.sink.InitContextBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers through a restart of the job's tasks, on whichever TaskManager, that the brokers have
 * refused a record. It is kept by the JobManager, in memory and by its clock; where that is lost, a
 * further refusal is remembered anew. Calls block for as long as the JobManager takes to answer.
 */
final class RefusalMemory {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalMemory.class);

    private static final String NAME = "leat-last-refused-record";

    private final @Nullable GlobalAggregateManager jobManager;

    private RefusalMemory(@Nullable GlobalAggregateManager jobManager) {
        this.jobManager = jobManager;
    }

    /** The memory of the job that a writer belongs to; of none, it remembers nothing. */
    static RefusalMemory of(WriterInitContext context) {
        return context instanceof InitContextBase base
                        && base.getRuntimeContext() instanceof StreamingRuntimeContext runtime
                ? new RefusalMemory(runtime.getGlobalAggregateManager())
                : new RefusalMemory(null);
    }

    /** Whether a record was refused within a time that ends now. */
    boolean isWithin(Duration time) {
        long millis = update(LastRefusal.ASK);
        return millis >= 0 && millis < time.toMillis();
    }

    /** A record was refused. */
    void remember() {
        update(LastRefusal.NOTE);
    }

    /** Milliseconds since the last refusal, -1 if there was none or it cannot be known. */
    private long update(int what) {
        if (jobManager == null) {
            return LastRefusal.NEVER;
        }
        try {
            return jobManager.<Integer, Long, Long>updateGlobalAggregate(
                    NAME, what, new LastRefusal());
        } catch (IOException e) {
            // The task ends with others that failed, mostly; a record that is refused again is
            // noted again.
            LOG.info("The JobManager does not say when a record was refused last.", e);
            return LastRefusal.NEVER;
        }
    }

    /** Runs on the JobManager. The accumulator is a time in milliseconds since the epoch. */
    private static final class LastRefusal
            implements AggregateFunction<Integer, Long, Long>, Serializable {

        static final int ASK = 0;
        static final int NOTE = 1;
        static final long NEVER = -1;

        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return NEVER;
        }

        @Override
        public Long add(Integer what, Long last) {
            return what == NOTE ? Long.valueOf(System.currentTimeMillis()) : last;
        }

        @Override
        public Long getResult(Long last) {
            return last == NEVER ? last : Math.max(0, System.currentTimeMillis() - last);
        }

        @Override
        public Long merge(Long one, Long other) {
            return Math.max(one, other);
        }
    }
}
