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
import org.jspecify.annotations.Nullable;

/**
 * Flink's {@link KafkaSink} with a committer that sounds the alarm when predictions are lost.
 * Writer, state and committables are the KafkaSink's own, so a job may change between the two.
 */
public final class ResultSink
        implements Sink<InferenceResult>,
                SupportsWriterState<InferenceResult, KafkaWriterState>,
                SupportsCommitter<KafkaCommittable>,
                SupportsPostCommitTopology<KafkaCommittable>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private final KafkaSink<InferenceResult> sink;
    private final Properties client;
    private final String group;
    private final List<String> topics;
    private final boolean transactional;
    private final @Nullable ClaimIdentity identity;

    /**
     * Wraps a sink.
     *
     * @param client bootstrap servers and security
     * @param group the consumer group of the job
     * @param topics what it writes to
     * @param transactional whether the sink commits anything
     */
    ResultSink(
            KafkaSink<InferenceResult> sink,
            Properties client,
            String group,
            List<String> topics,
            boolean transactional) {
        this(sink, client, group, topics, transactional, null);
    }

    private ResultSink(
            KafkaSink<InferenceResult> sink,
            Properties client,
            String group,
            List<String> topics,
            boolean transactional,
            @Nullable ClaimIdentity identity) {
        this.sink = sink;
        this.client = client;
        this.group = group;
        this.topics = List.copyOf(topics);
        this.transactional = transactional;
        this.identity = identity;
    }

    /**
     * The same for a job that claims its group: no writer begins before the job holds the claim, as
     * it would end the transactions of the job that does.
     */
    public ResultSink claimedBy(ClaimIdentity job) {
        return new ResultSink(sink, client, group, topics, transactional, job);
    }

    @Override
    public SinkWriter<InferenceResult> createWriter(WriterInitContext context) throws IOException {
        rehearse(context);
        return WriterAdmin.close(sink.createWriter(context));
    }

    @Override
    public StatefulSinkWriter<InferenceResult, KafkaWriterState> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> state) {
        rehearse(context);
        return WriterAdmin.close(sink.restoreWriter(context, state));
    }

    private void rehearse(WriterInitContext context) {
        if (identity != null) {
            ClaimGate.await(
                    client, group, identity.ofJob(context.getJobInfo().getJobId().toHexString()));
        }
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
        Committer<KafkaCommittable> committer = sink.createCommitter(context);
        return transactional
                ? new WatchedCommitter(
                        committer,
                        new Coordinator(client),
                        group,
                        context.metricGroup(),
                        InFlightGates.find(context.metricGroup()),
                        context.getRestoredCheckpointId().isPresent())
                : committer;
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
