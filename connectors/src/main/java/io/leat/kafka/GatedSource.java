package io.leat.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
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

/**
 * Flink's {@link KafkaSource} behind an {@link InFlightGate}, whose group commits the oldest
 * unanswered offset of each partition. State is the KafkaSource's own, so a job may change between
 * the two.
 */
public final class GatedSource
        implements Source<InferenceRequest, KafkaPartitionSplit, KafkaSourceEnumState>,
                ResultTypeQueryable<InferenceRequest> {

    /** The metric, per subtask, of the records read but not yet handed to the sink. */
    public static final String IN_FLIGHT = "recordsInFlight";

    /** The metric, per subtask, of the bytes of those records and of answers that wait to leave. */
    public static final String IN_FLIGHT_BYTES = "bytesInFlight";

    /** The metric, per subtask, of the partitions read to where {@link ReadUntil} ends. */
    public static final String READ_UNTIL_END = "partitionsReadUntilEnd";

    private static final long serialVersionUID = 1L;

    /** How long a stop waits for its last offsets to be committed. */
    private static final Duration COMMIT_PATIENCE = Duration.ofSeconds(10);

    private final KafkaSource<InferenceRequest> source;
    private final Properties client;
    private final String group;
    private final int maxRecords;
    private final long maxBytes;
    private final boolean forBatches;
    private final ReadUntil until;

    /**
     * Puts a gate before the input topic.
     *
     * @param client bootstrap servers and security
     * @param group the consumer group whose offsets are committed
     * @param maxRecords in flight per subtask, at least 1
     * @param maxBytes in flight per subtask, at least 1
     * @param forBatches whether what is read is called in batches, and is to be read many at a time
     * @param until where to stop reading
     */
    public GatedSource(
            Properties client,
            String topic,
            String group,
            int maxRecords,
            long maxBytes,
            boolean forBatches,
            ReadUntil until) {
        this.source = KafkaEnds.source(client, topic, group);
        this.client = client;
        this.group = group;
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
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
        MetricGroup metrics = context.metricGroup();
        GateTimer timer = new GateTimer();
        InFlightGate gate =
                new InFlightGate(
                        maxRecords, maxBytes, forBatches, until.begin(), System::nanoTime, timer);
        InFlightGates.put(metrics, gate);
        metrics.gauge(IN_FLIGHT, gate::records);
        metrics.gauge(IN_FLIGHT_BYTES, gate::bytes);
        metrics.gauge(READ_UNTIL_END, gate::partitionsReadUntilEnd);
        ConsumedPositions positions = new ConsumedPositions();
        return new GatedReader(
                source.createReader(context),
                gate,
                positions,
                new UnansweredOffsetsReport(gate, positions, context::sendSourceEventToCoordinator),
                () -> {
                    InFlightGates.remove(metrics);
                    timer.close();
                });
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return committing(source.createEnumerator(context), context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws IOException {
        return committing(source.restoreEnumerator(context, state), context);
    }

    private OffsetCommittingEnumerator committing(
            SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> enumerator,
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        GroupOffsetCommitter committer =
                new GroupOffsetCommitter(
                        () -> KafkaGroupOffsets.open(client, group),
                        group,
                        COMMIT_PATIENCE,
                        context.metricGroup());
        return new OffsetCommittingEnumerator(enumerator, context, committer);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return source.getSplitSerializer();
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
