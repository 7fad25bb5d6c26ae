package io.leat.kafka;

import java.io.IOException;
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
 * Flink's {@link KafkaSource} behind an {@link InFlightGate}. State and enumerator are the
 * KafkaSource's own, so a job may change between the two.
 */
public final class GatedSource
        implements Source<InferenceRequest, KafkaPartitionSplit, KafkaSourceEnumState>,
                ResultTypeQueryable<InferenceRequest> {

    /** The metric, per subtask, of the records read but not yet handed to the sink. */
    public static final String IN_FLIGHT = "recordsInFlight";

    /** The metric, per subtask, of the bytes of those records. */
    public static final String IN_FLIGHT_BYTES = "bytesInFlight";

    /** The metric, per subtask, of the partitions read to where {@link ReadUntil} ends. */
    public static final String READ_UNTIL_END = "partitionsReadUntilEnd";

    private static final long serialVersionUID = 1L;

    private final KafkaSource<InferenceRequest> source;
    private final int maxRecords;
    private final long maxBytes;
    private final boolean forBatches;
    private final ReadUntil until;

    /**
     * Puts a gate before the source.
     *
     * @param maxRecords in flight per subtask, at least 1
     * @param maxBytes in flight per subtask, at least 1
     * @param forBatches whether what is read is called in batches, and is to be read many at a time
     * @param until where to stop reading
     */
    public GatedSource(
            KafkaSource<InferenceRequest> source,
            int maxRecords,
            long maxBytes,
            boolean forBatches,
            ReadUntil until) {
        this.source = source;
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
        return new GatedReader(
                source.createReader(context),
                gate,
                () -> {
                    InFlightGates.remove(metrics);
                    timer.close();
                });
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return source.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws IOException {
        return source.restoreEnumerator(context, state);
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
