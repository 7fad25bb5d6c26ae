package io.leat.kafka;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
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
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * Flink's {@link KafkaSink} with a committer that sounds the alarm when predictions are lost.
 * Writer, state and committables are the KafkaSink's own, so a job may change between the two. The
 * committer commits without transactions too: the state may be of a run that had them.
 */
public final class ResultSink
        implements Sink<InferenceResult>,
                SupportsWriterState<InferenceResult, KafkaWriterState>,
                SupportsCommitter<KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private final KafkaSink<InferenceResult> sink;
    private final KafkaSink<InferenceResult> committing;
    private final Properties client;
    private final String group;
    private final List<String> topics;
    private final boolean transactional;

    /**
     * Wraps a sink.
     *
     * @param sink writes
     * @param committing commits; the same where it writes in transactions
     * @param client bootstrap servers and security
     * @param group the consumer group of the job
     * @param topics what it writes to
     */
    ResultSink(
            KafkaSink<InferenceResult> sink,
            KafkaSink<InferenceResult> committing,
            Properties client,
            String group,
            List<String> topics) {
        this.sink = sink;
        this.committing = committing;
        this.client = client;
        this.group = group;
        this.topics = List.copyOf(topics);
        this.transactional = sink.equals(committing);
    }

    @Override
    public SinkWriter<InferenceResult> createWriter(WriterInitContext context) throws IOException {
        rehearse();
        return WriterAdmin.close(sink.createWriter(context));
    }

    @Override
    public StatefulSinkWriter<InferenceResult, KafkaWriterState> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> state) {
        rehearse();
        return WriterAdmin.close(sink.restoreWriter(context, state));
    }

    private void rehearse() {
        if (transactional) {
            WriterAdmin.rehearse(client, topics);
        }
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return new WatchedCommitter(
                committing.createCommitter(context),
                new Coordinator(client),
                group,
                context.metricGroup(),
                InFlightGates.find(context.metricGroup()));
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
