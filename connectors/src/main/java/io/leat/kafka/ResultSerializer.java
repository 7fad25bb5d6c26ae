package io.leat.kafka;

import io.leat.protocol.ErrorCode;
import io.leat.protocol.Failure;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the topic of each result and sees to it that Kafka can take it: a record that the broker
 * refused would end the whole TaskManager, so a prediction above the topic's limit becomes a dead
 * letter here, and a dead letter above its topic's limit leaves its value behind and says so.
 *
 * <p>Names both topics as its lineage, because the pooled transactions look there for what a
 * crashed run left open.
 */
public final class ResultSerializer
        implements KafkaRecordSerializationSchema<InferenceResult>, KafkaDatasetFacetProvider {

    private static final long serialVersionUID = 1L;

    /**
     * A topic results go to.
     *
     * @param maxBytes the largest record it takes, as the producer counts
     * @param logAppendTime whether it stamps records itself
     */
    public record Destination(String topic, int maxBytes, boolean logAppendTime)
            implements Serializable {}

    /** What a batch of one has beside key, value and headers, rounded up. */
    private static final int BATCH_AND_RECORD = 128;

    /** Of a header's name and its value. */
    private static final int TWO_LENGTHS = 10;

    private static final String OVERSIZE = "oversizePredictions";

    private final Destination output;
    private final Destination deadLetters;
    private final OutputPartitioner partitioner;
    private transient Counter oversize = new SimpleCounter();

    public ResultSerializer(
            Destination output, Destination deadLetters, OutputPartitioner partitioner) {
        this.output = output;
        this.deadLetters = deadLetters;
        this.partitioner = partitioner;
    }

    @Override
    public void open(
            SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext) {
        oversize = context.getMetricGroup().counter(OVERSIZE);
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            InferenceResult result, KafkaSinkContext context, @Nullable Long ignored) {
        if (result.deadLetter) {
            return deadLetter(result);
        }
        Header[] headers = headers(result, output);
        if (atMost(result.key, result.value, headers) > output.maxBytes()) {
            int size = size(result.key, result.value, headers);
            if (size > output.maxBytes()) {
                oversize.inc();
                return deadLetter(tooLarge(result, size));
            }
        }
        Integer partition =
                partitioner.partition(
                        result.key, () -> context.getPartitionsForTopic(output.topic()).length);
        return record(
                output, partition, result, result.key, result.value, new RecordHeaders(headers));
    }

    private InferenceResult tooLarge(InferenceResult result, int size) {
        String message =
                "the prediction takes %d bytes as a record (expected: at most %d, the limit of %s)"
                        .formatted(size, output.maxBytes(), output.topic());
        Failure failure = Failure.of(ErrorCode.OUTPUT_TOO_LARGE, message, null);
        return RecordContract.deadLetter(result.request, failure, Instant.now());
    }

    private ProducerRecord<byte[], byte[]> deadLetter(InferenceResult letter) {
        RecordHeaders headers = new RecordHeaders(headers(letter, deadLetters));
        if (fits(letter.key, letter.value, headers)) {
            return record(deadLetters, null, letter, letter.key, letter.value, headers);
        }
        String valueSize = (letter.value == null ? 0 : letter.value.length) + " bytes";
        omitted(headers, ErrorHeaders.VALUE_OMITTED, valueSize);
        if (fits(letter.key, null, headers)) {
            return record(deadLetters, null, letter, letter.key, null, headers);
        }
        int own = letter.request.headerNames.length;
        RecordHeaders reasons = withoutFirst(own, headers);
        omitted(reasons, ErrorHeaders.HEADERS_OMITTED, Integer.toString(own));
        if (fits(letter.key, null, reasons)) {
            return record(deadLetters, null, letter, letter.key, null, reasons);
        }
        omitted(
                reasons,
                ErrorHeaders.KEY_OMITTED,
                (letter.key == null ? 0 : letter.key.length) + " bytes");
        return record(deadLetters, null, letter, null, null, reasons);
    }

    /** The record's own come first; some may be called like ours. */
    private static RecordHeaders withoutFirst(int count, RecordHeaders headers) {
        Header[] all = headers.toArray();
        return new RecordHeaders(Arrays.copyOfRange(all, count, all.length));
    }

    private boolean fits(byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        return size(key, value, headers.toArray()) <= deadLetters.maxBytes();
    }

    private static void omitted(RecordHeaders headers, String name, String size) {
        headers.add(name, (size + "; see the source offset").getBytes(StandardCharsets.UTF_8));
    }

    private static ProducerRecord<byte[], byte[]> record(
            Destination to,
            @Nullable Integer partition,
            InferenceResult result,
            byte @Nullable [] key,
            byte @Nullable [] value,
            RecordHeaders headers) {
        Long timestamp = result.timestamp < 0 ? null : result.timestamp;
        return new ProducerRecord<>(to.topic(), partition, timestamp, key, value, headers);
    }

    private static Header[] headers(InferenceResult result, Destination to) {
        int own = result.headerNames.length;
        Header[] headers = new Header[to.logAppendTime() ? own + 1 : own];
        for (int i = 0; i < own; i++) {
            headers[i] = new RecordHeader(result.headerNames[i], result.headerValues[i]);
        }
        if (to.logAppendTime()) {
            headers[own] =
                    new RecordHeader(
                            ErrorHeaders.TIMESTAMP,
                            Long.toString(result.timestamp).getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    /** No less than {@link #size}, and found without looking at every letter. */
    private static long atMost(byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
        long bytes = BATCH_AND_RECORD + (long) length(key) + length(value);
        for (Header header : headers) {
            bytes += TWO_LENGTHS + 3L * header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** As the producer counts, before it compresses. */
    private static int size(byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
        return AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE, key, value, headers);
    }

    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
        return Optional.of(
                new DefaultKafkaDatasetFacet(
                        DefaultKafkaDatasetIdentifier.ofTopics(
                                List.of(output.topic(), deadLetters.topic()))));
    }
}
