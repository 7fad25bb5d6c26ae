// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import io.leat.kafka.DeadLetterLog;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.NativeLz4;
import io.leat.kafka.claim.ClaimGate;
import io.leat.kafka.claim.ClaimIdentity;
import io.leat.kafka.gate.InFlightGateRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaWriterState;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.jspecify.annotations.Nullable;

/**
 * Flink's {@link KafkaSink} with a writer that gets over records the brokers refuse, and a
 * committer that sounds the alarm when predictions are lost. State and committables are the
 * KafkaSink's own, so a job may change between the two. The committer commits without transactions
 * too: the state may be of a run that had them.
 *
 * <p>Why it is so: {@code docs/adr/0006-one-sink-one-transaction.md}.
 */
public final class ResultSink
        implements Sink<InferenceResult>,
                SupportsWriterState<InferenceResult, KafkaWriterState>,
                SupportsCommitter<KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    /** The metric of predictions that are too large for the output topic. */
    private static final String OVERSIZE = "oversizePredictions";

    /** The metric of records that the topics do not take for any other reason. */
    private static final String REFUSED = "recordsRefused";

    /** The metric of events of the request log of which the topic takes no part, or no body. */
    private static final String LOG_REFUSED = "requestLogEventsRefused";

    private final SinkSettings settings;
    private final KafkaSink<InferenceResult> sink;
    private final @Nullable ClaimIdentity identity;
    private final Properties claims;

    ResultSink(SinkSettings settings) {
        this(settings, null, settings.client());
    }

    private ResultSink(SinkSettings settings, @Nullable ClaimIdentity identity, Properties claims) {
        this.settings = settings;
        this.identity = identity;
        this.claims = claims;
        Properties producer = settings.producer();
        this.sink = settings.sink(producer, settings.serializer(producer));
    }

    /**
     * The same for a job that claims its group: no writer begins before the job holds the claim, as
     * it would end the transactions of the job that does.
     */
    public ResultSink claimedBy(ClaimIdentity job) {
        return claimedBy(job, settings.client());
    }

    /**
     * The same where the group is on another cluster than what is written.
     *
     * @param brokers bootstrap servers and security of the cluster that has the group
     */
    public ResultSink claimedBy(ClaimIdentity job, Properties brokers) {
        return new ResultSink(settings, job, brokers);
    }

    @Override
    public SinkWriter<InferenceResult> createWriter(WriterInitContext context) {
        return restoreWriter(context, List.of());
    }

    /** Waits for the brokers, and goes by the limits that they state now. */
    @Override
    public StatefulSinkWriter<InferenceResult, KafkaWriterState> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> state) {
        NativeLz4.load();
        awaitClaim(context);
        DestinationWatch watch = new DestinationWatch(settings.client(), settings.destinations());
        try {
            SinkSettings now = settings.within(watch.await(settings.isTransactional()));
            return writer(context, state, now, watch);
        } catch (RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    private void awaitClaim(WriterInitContext context) {
        if (identity != null) {
            ClaimGate.await(
                    claims,
                    settings.group(),
                    identity.ofJob(context.getJobInfo().getJobId().toHexString()));
        }
    }

    private static ResultSinkWriter writer(
            WriterInitContext context,
            Collection<KafkaWriterState> state,
            SinkSettings settings,
            DestinationWatch watch) {
        // Where Flink puts what a sink's serializer counts: the names are a contract with
        // dashboards.
        MetricGroup metrics = context.metricGroup().addGroup("user");
        Counter refused = metrics.counter(REFUSED);
        Counter refusedEvents = metrics.counter(LOG_REFUSED);
        Properties producer = settings.producer();
        InferenceResultSerializationSchema serializer = settings.serializer(producer);
        DeadLetterLog log = DeadLetterLog.of(context.getJobInfo().getJobId().toString());
        serializer.report(metrics.counter(OVERSIZE), refused, log);
        RefusalMemory memory = RefusalMemory.of(context);
        RefusalRecord refusals = new RefusalRecord(memory);
        int subtask = context.getTaskInfo().getIndexOfThisSubtask();
        ProbingPeriod trialRun =
                new ProbingPeriod(
                        () ->
                                new RefusedRecordFinder(
                                        settings.trial(producer, subtask),
                                        serializer,
                                        refused,
                                        refusedEvents,
                                        log),
                        context.getProcessingTimeService(),
                        refusals);
        if (!memory.isWithin(ProbingPeriod.DURATION)) {
            trialRun.notNeeded();
        }
        StatefulSinkWriter<InferenceResult, KafkaWriterState> writer =
                WriterAdmin.close(
                        settings.sink(observed(producer, refusals), serializer)
                                .restoreWriter(context, state));
        watch.start(
                found -> serializer.limit(SinkSettings.bounded(settings.results(found), producer)));
        return new ResultSinkWriter(writer, watch, refusals, trialRun);
    }

    private static Properties observed(Properties producer, RefusalRecord refusals) {
        Properties observed = new Properties();
        observed.putAll(producer);
        RefusalInterceptor.add(observed, refusals::note);
        return observed;
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return new LossDetectingCommitter(
                settings.committing(sink).createCommitter(context),
                new TransactionInspector(settings.client()),
                settings.group(),
                context.metricGroup(),
                settings.isLog()
                        ? Optional.empty() // the offsets follow the results
                        : InFlightGateRegistry.find(context.metricGroup()),
                settings.isLog() ? "EVENTS OF THE REQUEST LOG" : "PREDICTIONS",
                context.getRestoredCheckpointId().isPresent());
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<KafkaCommittable>> committed) {
        sink.addPostCommitTopology(committed);
    }

    @Override
    public LineageVertex getLineageVertex() {
        return sink.getLineageVertex();
    }
}
