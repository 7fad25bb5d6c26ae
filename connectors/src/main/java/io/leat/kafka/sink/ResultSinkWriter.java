// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import io.leat.kafka.InferenceResult;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's writer, and what it lacks: a record that the brokers refuse fails its transaction
 * and so the task, but only once, as the tasks that are started in its place try each record before
 * they write it. A failure that comes up while it closes ends the task and not the whole
 * TaskManager. Used by the task's thread.
 */
final class ResultSinkWriter
        implements StatefulSinkWriter<InferenceResult, KafkaWriterState>,
                CommittingSinkWriter<InferenceResult, KafkaCommittable> {

    private static final Logger LOG = LoggerFactory.getLogger(ResultSinkWriter.class);

    private final StatefulSinkWriter<InferenceResult, KafkaWriterState> writer;
    private final DestinationWatch watch;
    private final RefusalRecord refusals;
    private final ProbingPeriod trialRun;

    /**
     * Wraps a writer.
     *
     * @param writer also a {@link CommittingSinkWriter}, as all of the connector's are
     * @param watch is closed with it
     * @param trialRun tries what is written, as long as that is needed
     */
    ResultSinkWriter(
            StatefulSinkWriter<InferenceResult, KafkaWriterState> writer,
            DestinationWatch watch,
            RefusalRecord refusals,
            ProbingPeriod trialRun) {
        this.writer = writer;
        this.watch = watch;
        this.refusals = refusals;
        this.trialRun = trialRun;
    }

    @Override
    public void write(InferenceResult result, Context context)
            throws IOException, InterruptedException {
        if (trialRun.isOver()) {
            writer.write(result, context);
        } else {
            trialRun.add(result, tried -> writer.write(tried, context));
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        trialRun.flush();
        writer.flush(endOfInput);
    }

    @Override
    @SuppressWarnings("unchecked") // the connector's writers are both
    public Collection<KafkaCommittable> prepareCommit() throws IOException, InterruptedException {
        return ((CommittingSinkWriter<InferenceResult, KafkaCommittable>) writer).prepareCommit();
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) throws IOException {
        return writer.snapshotState(checkpointId);
    }

    /**
     * Never fails: what has not been committed is written again after a restart, and an exception
     * here, while the task is failing already, would end the TaskManager.
     */
    @Override
    public void close() {
        watch.close();
        refusals.tellJobManager();
        trialRun.close();
        try {
            BoundedClose.bound(writer::close);
        } catch (Exception e) {
            LOG.warn("The writer of the results was not closed cleanly.", e);
        }
    }
}
