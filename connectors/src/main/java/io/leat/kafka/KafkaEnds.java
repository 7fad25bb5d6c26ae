package io.leat.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** The Kafka source and sink as Leat sets them up. */
public final class KafkaEnds {

    /**
     * Kafka's own is 16 KB, a tenth of what comes together here within {@link #PATIENT_LINGER_MS}:
     * a copy of small records is more than twice as fast with this, at less than half the cost.
     */
    private static final int BATCH_BYTES = 128 * 1024;

    /** Nobody sees a record before its checkpoint, which does not wait for this. */
    private static final int PATIENT_LINGER_MS = 10;

    /** Kafka's own is 5, which everybody would wait for who reads what is delivered at once. */
    private static final int PROMPT_LINGER_MS = 1;

    /**
     * A write is tried until the brokers answer: how long an outage may last is for checkpoints and
     * the transaction timeout to say. With Kafka's two minutes a clock that jumps or a longer
     * outage would fail the job, and everything since its last checkpoint would be asked of the
     * model again.
     */
    private static final int DELIVERY_TIMEOUT_MS = Integer.MAX_VALUE;

    /** The committer begins none, so that any that brokers take will do. */
    private static final Duration COMMITTERS_TRANSACTION = Duration.ofMinutes(1);

    private KafkaEnds() {}

    /**
     * Reads committed records from where the group has committed, else from the earliest. Commits
     * no offsets: {@link OffsetCommittingEnumerator} does.
     *
     * @param client bootstrap servers and security
     * @param group the consumer group, {@code <predictor>.<deployment>.<namespace>}
     */
    public static KafkaSource<InferenceRequest> source(
            Properties client, String topic, String group) {
        return KafkaSource.<InferenceRequest>builder()
                .setProperties(client)
                .setTopics(topic)
                .setGroupId(group)
                .setClientIdPrefix(group)
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false")
                .setProperty("commit.offsets.on.checkpoint", "false")
                .setProperty(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, interceptors(client))
                .setStartingOffsets(committed())
                .setDeserializer(new RequestDeserializer())
                .build();
    }

    /**
     * The gated source turns "committed" into an offset before the consumer sees it. From then on
     * an offset that is not there is an error: the consumer must not look for another in silence.
     */
    @SuppressWarnings("deprecation") // the connector's API still takes the deprecated enum
    private static OffsetsInitializer committed() {
        return OffsetsInitializer.committedOffsets(OffsetResetStrategy.NONE);
    }

    /** Those the user states, and ours. */
    private static String interceptors(Properties client) {
        String ours = PositionInterceptor.class.getName();
        String stated = client.getProperty(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, "");
        return stated.isBlank() ? ours : stated + "," + ours;
    }

    /**
     * Writes results to both topics, in one transaction where delivery is exactly once.
     *
     * @param client bootstrap servers and security
     * @param group makes the transactional ids this job's own
     * @param found the topics and their limits
     * @param transactionTimeout null for at-least-once delivery
     */
    public static ResultSink sink(
            Properties client,
            String group,
            KafkaPreflight.Found found,
            OutputPartitioner partitioner,
            @Nullable Duration transactionTimeout) {
        List<String> topics = List.of(found.output().topic(), found.deadLetters().topic());
        int largest = Math.max(found.output().maxBytes(), found.deadLetters().maxBytes());
        int smallest = Math.min(found.output().maxBytes(), found.deadLetters().maxBytes());
        KafkaSink<InferenceResult> transactional =
                builder(client, true, largest, smallest, found, partitioner)
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                        .setTransactionalIdPrefix(transactionalIdPrefix(group))
                        .setProperty(
                                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                                Long.toString(
                                        (transactionTimeout == null
                                                        ? COMMITTERS_TRANSACTION
                                                        : transactionTimeout)
                                                .toMillis()))
                        .build();
        if (transactionTimeout != null) {
            return new ResultSink(transactional, transactional, client, group, topics);
        }
        KafkaSink<InferenceResult> prompt =
                builder(client, false, largest, smallest, found, partitioner)
                        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                        .build();
        return new ResultSink(prompt, transactional, client, group, topics);
    }

    private static KafkaSinkBuilder<InferenceResult> builder(
            Properties client,
            boolean exactlyOnce,
            int largest,
            int smallest,
            KafkaPreflight.Found found,
            OutputPartitioner partitioner) {
        return KafkaSink.<InferenceResult>builder()
                .setKafkaProducerConfig(producer(client, exactlyOnce, largest, smallest))
                .setRecordSerializer(
                        new ResultSerializer(found.output(), found.deadLetters(), partitioner));
    }

    /**
     * Transactions of the job that its sink will not end.
     *
     * @param exactlyOnce whether this run writes in transactions
     */
    public static LingeringTransactions lingering(
            Properties client, String group, KafkaPreflight.Found found, boolean exactlyOnce) {
        return new LingeringTransactions(
                client,
                transactionalIdPrefix(group),
                exactlyOnce
                        ? Set.of(found.output().topic(), found.deadLetters().topic())
                        : Set.of());
    }

    /**
     * What Leat wants of a producer and, above it, what the user states; above both, what delivery
     * rests on.
     *
     * @param largest bytes of a record, in whichever topic
     * @param smallest bytes of a batch that every topic takes
     */
    static Properties producer(Properties client, boolean exactlyOnce, int largest, int smallest) {
        int linger = exactlyOnce ? PATIENT_LINGER_MS : PROMPT_LINGER_MS;
        Properties config = new Properties();
        set(config, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        set(config, ProducerConfig.LINGER_MS_CONFIG, linger);
        set(config, ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.putAll(client);
        set(config, ProducerConfig.BATCH_SIZE_CONFIG, Math.min(batchBytes(config), smallest));
        set(config, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, largest);
        config.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        config.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return config;
    }

    private static void set(Properties config, String name, int value) {
        config.setProperty(name, Integer.toString(value));
    }

    private static int batchBytes(Properties config) {
        String name = ProducerConfig.BATCH_SIZE_CONFIG;
        return (int) ConfigDef.parseType(name, config.get(name), ConfigDef.Type.INT);
    }

    /** The slash ends the prefix: "model.a" must not abort what "model.a2" has open. */
    static String transactionalIdPrefix(String group) {
        return "leat/" + group + "/";
    }
}
