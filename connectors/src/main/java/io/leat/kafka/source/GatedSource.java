// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.source;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.NativeLz4;
import io.leat.kafka.admin.AdminClients;
import io.leat.kafka.admin.LingeringTransactions;
import io.leat.kafka.claim.ClaimIdentity;
import io.leat.kafka.claim.ClaimKeeper;
import io.leat.kafka.claim.KafkaGroupOffsets;
import io.leat.kafka.gate.GateTimer;
import io.leat.kafka.gate.InFlightGate;
import io.leat.kafka.gate.InFlightGateRegistry;
import io.leat.kafka.gate.InFlightLimits;
import io.leat.kafka.gate.StopOffsets;
import io.leat.kafka.offsets.ClaimedEnumerator;
import io.leat.kafka.offsets.GroupOffsetCommitter;
import io.leat.kafka.offsets.OffsetCommittingEnumerator;
import io.leat.kafka.position.SourceTopicEnumerator;
import io.leat.kafka.position.SourceTopics;
import io.leat.kafka.position.StartPositions;
import io.leat.kafka.position.TopicLogReader;
import io.leat.kafka.position.TopicSplitSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Flink's {@link KafkaSource} behind an {@link InFlightGate}, with positions that are compared with
 * the topic before they are used, and whose group commits the oldest unanswered offset of each
 * partition. The state of either can be restored by the other; only this one's knows which topic it
 * is of.
 */
public final class GatedSource
        implements Source<InferenceRequest, KafkaPartitionSplit, KafkaSourceEnumState>,
                ResultTypeQueryable<InferenceRequest> {

    /** The metric, per subtask, of the records read but not yet handed to the sink. */
    public static final String IN_FLIGHT = "recordsInFlight";

    /** The metric, per subtask, of the bytes of those records and of answers that wait to leave. */
    public static final String IN_FLIGHT_BYTES = "bytesInFlight";

    /** The metric, per subtask, of the offsets passed over as what they held is gone. */
    public static final String SKIPPED = "recordsSkipped";

    /** The metric, per partition, of the offsets from the group's to the end of the input topic. */
    public static final String LAG = "recordsLag";

    /** The same of the feedback topic. */
    public static final String FEEDBACK_LAG = "feedbackLag";

    /** The metric, per subtask, of the partitions read to where {@link StopOffsets} ends. */
    public static final String READ_UNTIL_END = "partitionsReadUntilEnd";

    private static final long serialVersionUID = 1L;

    /** The variable of a metric's scope in which Flink names the job. */
    private static final String JOB_ID = "<job_id>";

    /** How long a stop waits for its last offsets to be committed. */
    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(10);

    private final KafkaSource<InferenceRequest> source;

    /** The same for the enumerator, which asks the brokers by an admin client. */
    private final KafkaSource<InferenceRequest> enumerated;

    private final SourceTopics topics;
    private final LingeringTransactions lingering;
    private final InFlightLimits limits;
    private final boolean forBatches;
    private final StopOffsets until;
    private final ClaimIdentity identity;

    /**
     * Puts a gate before the topics.
     *
     * @param topics what is read
     * @param lingering what is aborted when all of the job's tasks have started
     * @param limits of what is in flight per subtask
     * @param forBatches whether what is read is called in batches, and is to be read many at a time
     * @param until where to stop reading
     * @param identity which job this is, to the claim on the group
     */
    public GatedSource(
            SourceTopics topics,
            LingeringTransactions lingering,
            InFlightLimits limits,
            boolean forBatches,
            StopOffsets until,
            ClaimIdentity identity) {
        this.identity = identity;
        this.source = KafkaSources.source(topics, topics.client());
        this.enumerated = KafkaSources.source(topics, AdminClients.properties(topics.client()));
        this.topics = topics;
        this.lingering = lingering;
        this.limits = limits;
        this.forBatches = forBatches;
        this.until = until;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<InferenceRequest, KafkaPartitionSplit> createReader(
            SourceReaderContext context) throws Exception {
        NativeLz4.load();
        MetricGroup metrics = context.metricGroup();
        GateTimer timer = new GateTimer();
        InFlightGate gate =
                new InFlightGate(limits, forBatches, until.begin(), System::nanoTime, timer);
        InFlightGateRegistry.put(metrics, gate);
        metrics.gauge(IN_FLIGHT, gate::records);
        metrics.gauge(IN_FLIGHT_BYTES, gate::bytes);
        metrics.gauge(READ_UNTIL_END, gate::partitionsReadUntilEnd);
        AtomicLong skipped = new AtomicLong();
        metrics.gauge(SKIPPED, skipped::get);
        TopicLogReader logs = new TopicLogReader(topics.client());
        ConsumedPositions positions = new ConsumedPositions();
        return new GatedSourceReader(
                source.createReader(context),
                gate,
                new StartPositions(topics, logs, skipped),
                context::sendSourceEventToCoordinator,
                positions,
                new UnansweredOffsetsReport(gate, positions, context::sendSourceEventToCoordinator),
                () -> {
                    InFlightGateRegistry.remove(metrics);
                    timer.close();
                    logs.close();
                });
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return enumerator(context, null);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state) {
        return enumerator(context, state);
    }

    private SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context,
            @Nullable KafkaSourceEnumState restored) {
        SourceTopicEnumerator enumerator =
                new SourceTopicEnumerator(
                        context,
                        topics,
                        lingering,
                        state -> {
                            try {
                                return state == null
                                        ? enumerated.createEnumerator(context)
                                        : enumerated.restoreEnumerator(context, state);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        restored);
        ClaimKeeper claim =
                ClaimKeeper.of(
                        topics.group(),
                        topics.input(),
                        identity.ofJob(context.metricGroup().getAllVariables().get(JOB_ID)));
        return ClaimedEnumerator.of(
                context,
                events -> {
                    GroupOffsetCommitter committer =
                            new GroupOffsetCommitter(
                                            () ->
                                                    KafkaGroupOffsets.open(
                                                            topics.client(), topics.group()),
                                            topics.group(),
                                            enumerator::topicId,
                                            claim,
                                            events,
                                            COMMIT_PATIENCE,
                                            context.metricGroup())
                                    .withLagOf(lags());
                    return new ClaimedEnumerator.Parts(
                            new OffsetCommittingEnumerator(enumerator, context, committer),
                            committer);
                });
    }

    /** By topic, the metric of its lag. */
    private Map<String, String> lags() {
        return topics.feedback() == null
                ? Map.of(topics.input(), LAG)
                : Map.of(topics.input(), LAG, topics.feedback(), FEEDBACK_LAG);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return new TopicSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<InferenceRequest> getProducedType() {
        return source.getProducedType();
    }
}
