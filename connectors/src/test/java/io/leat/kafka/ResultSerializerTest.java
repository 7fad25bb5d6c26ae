package io.leat.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.ResultSerializer.Destination;
import io.leat.protocol.ErrorCode;
import io.leat.protocol.Failure;
import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultSerializerTest {

    private static final int LIMIT = 2_000;

    private final KafkaSinkContext threePartitions = new ThreePartitions();

    private static ResultSerializer serializer(int outputLimit, int deadLetterLimit) {
        return new ResultSerializer(
                new Destination("out", outputLimit, false),
                new Destination("dead", deadLetterLimit, false),
                OutputPartitioner.MURMUR2);
    }

    private static InferenceResult prediction(int bytes) {
        return RecordContract.prediction(
                Requests.at(0, 1),
                Transport.REST,
                "p",
                new Payload(new byte[bytes], "application/json"));
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Test
    void sendsPredictionsToTheOutputTopic() {
        ProducerRecord<byte[], byte[]> record =
                serializer(LIMIT, LIMIT).serialize(prediction(10), threePartitions, null);

        assertThat(record.topic()).isEqualTo("out");
        assertThat(record.key()).isEqualTo(Requests.bytes("key"));
        assertThat(record.value()).hasSize(10);
        assertThat(record.partition()).isNull();
    }

    @Test
    void makesADeadLetterOfAPredictionTheTopicWouldRefuse() {
        ProducerRecord<byte[], byte[]> record =
                serializer(LIMIT, LIMIT).serialize(prediction(LIMIT), threePartitions, null);

        assertThat(record.topic()).isEqualTo("dead");
        assertThat(record.value()).isEqualTo(Requests.bytes("value"));
        assertThat(header(record, "leat-error-code")).isEqualTo("output-too-large");
        assertThat(header(record, "leat-error-message"))
                .matches(
                        "the prediction takes 2\\d\\d\\d bytes as a record \\(expected: at most"
                                + " 2000, the limit of out\\)");
    }

    @Test
    void countsTheBytesOfHeaderNamesNotTheirLetters() {
        InferenceResult result = prediction(1);
        result.headerNames = new String[] {"\u20ac".repeat(LIMIT / 3)};
        result.headerValues = new byte[][] {{}};

        ProducerRecord<byte[], byte[]> record =
                serializer(LIMIT, LIMIT).serialize(result, threePartitions, null);

        assertThat(record.topic()).isEqualTo("dead");
    }

    @Test
    void leavesTheValueBehindWhenEvenTheDeadLetterIsTooLarge() {
        InferenceRequest request = Requests.at(0, 1);
        request.value = new byte[LIMIT];

        ProducerRecord<byte[], byte[]> record =
                serializer(LIMIT, LIMIT).serialize(letter(request), threePartitions, null);

        assertThat(record.value()).isNull();
        assertThat(header(record, "leat-error-value-omitted"))
                .isEqualTo("2000 bytes; see the source offset");
        assertThat(header(record, "leat-error-source-offset")).isEqualTo("1");
    }

    @Test
    void leavesTheHeadersBehindToo() {
        InferenceRequest request = Requests.withHeaders("big", "x".repeat(LIMIT));

        ProducerRecord<byte[], byte[]> record =
                serializer(LIMIT, LIMIT).serialize(letter(request), threePartitions, null);

        assertThat(record.headers().lastHeader("big")).isNull();
        assertThat(header(record, "leat-error-code")).isEqualTo("bad-record");
        assertThat(header(record, "leat-error-headers-omitted")).endsWith("see the source offset");
    }

    @Test
    void leavesHeadersBehindThatAreOnlyCalledLikeItsOwn() {
        InferenceRequest request =
                Requests.withHeaders("leat-error-code", "x".repeat(LIMIT), "own", "y");

        ProducerRecord<byte[], byte[]> record =
                serializer(LIMIT, LIMIT).serialize(letter(request), threePartitions, null);

        assertThat(record.headers().headers("leat-error-code"))
                .extracting(header -> new String(header.value(), StandardCharsets.UTF_8))
                .containsExactly("bad-record");
        assertThat(header(record, "leat-error-headers-omitted"))
                .isEqualTo("2; see the source offset");
    }

    @Test
    void leavesEvenTheKeyBehind() {
        InferenceRequest request = Requests.at(0, 1);
        request.key = new byte[LIMIT];

        ProducerRecord<byte[], byte[]> record =
                serializer(LIMIT, LIMIT).serialize(letter(request), threePartitions, null);

        assertThat(record.key()).isNull();
        assertThat(header(record, "leat-error-key-omitted"))
                .isEqualTo("2000 bytes; see the source offset");
        assertThat(header(record, "leat-error-source-offset")).isEqualTo("1");
    }

    private static InferenceResult letter(InferenceRequest request) {
        Failure failure = Failure.of(ErrorCode.BAD_RECORD, "bad", null);
        return RecordContract.deadLetter(request, failure, Instant.EPOCH);
    }

    @Test
    void keepsTheTimestampAsAHeaderWhereTheTopicStampsItself() {
        ResultSerializer serializer =
                new ResultSerializer(
                        new Destination("out", LIMIT, true),
                        new Destination("dead", LIMIT, false),
                        OutputPartitioner.MURMUR2);
        InferenceResult result = prediction(1);
        result.timestamp = 1234;

        ProducerRecord<byte[], byte[]> record = serializer.serialize(result, threePartitions, null);

        assertThat(record.timestamp()).isEqualTo(1234);
        assertThat(header(record, "leat-timestamp")).isEqualTo("1234");
    }

    @Test
    void namesBothTopicsForTheTransactionsLeftOpen() {
        assertThat(
                        serializer(LIMIT, LIMIT)
                                .getKafkaDatasetFacet()
                                .orElseThrow()
                                .getTopicIdentifier())
                .isInstanceOfSatisfying(
                        DefaultKafkaDatasetIdentifier.class,
                        topics -> assertThat(topics.getTopics()).containsExactly("out", "dead"));
    }

    /** CRC-32 of the key modulo the partitions; the figures come from another implementation. */
    @ParameterizedTest
    @CsvSource({"a, 0", "key-1, 2", "key-2, 0", "key-3, 2"})
    void choosesThePartitionAsLibrdkafkaDoesIfAsked(String key, int partition) {
        assertThat(OutputPartitioner.CRC32.partition(Requests.bytes(key), () -> 3))
                .isEqualTo(partition);
    }

    @Test
    void leavesARecordWithoutKeyToTheProducer() {
        assertThat(OutputPartitioner.CRC32.partition(null, () -> 3)).isNull();
        assertThat(OutputPartitioner.CRC32.partition(new byte[0], () -> 3)).isNull();
    }

    private static final class ThreePartitions implements KafkaSinkContext {
        @Override
        public int getParallelInstanceId() {
            return 0;
        }

        @Override
        public int getNumberOfParallelInstances() {
            return 1;
        }

        @Override
        public int[] getPartitionsForTopic(String topic) {
            return new int[] {0, 1, 2};
        }
    }
}
