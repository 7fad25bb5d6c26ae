// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.AnsweredBy;
import io.leat.kafka.DeadLetterLog;
import io.leat.kafka.Destination;
import io.leat.kafka.InferenceRequest;
import io.leat.kafka.InferenceResult;
import io.leat.kafka.RecordContract;
import io.leat.kafka.Requests;
import io.leat.kafka.ResultTopics;
import io.leat.kafka.admin.TopicLimits;
import io.leat.protocol.CallFailure;
import io.leat.protocol.DeadLetterCode;
import io.leat.protocol.Payload;
import io.leat.protocol.Transport;
import io.leat.testing.log.LogLines;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema.KafkaSinkContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.CompressionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InferenceResultSerializationSchemaTest {

    private static final int LIMIT = 2_000;

    private final KafkaSinkContext threePartitions = new ThreePartitions();

    private static InferenceResultSerializationSchema serializer(
            int outputLimit, int deadLetterLimit) {
        return new InferenceResultSerializationSchema(
                new Destination("out", outputLimit, false),
                new Destination("dead", deadLetterLimit, false),
                OutputPartitioner.MURMUR2);
    }

    private static InferenceResult prediction(int bytes) {
        return RecordContract.prediction(
                Requests.at(0, 1),
                new AnsweredBy("main", Transport.REST),
                "p",
                new Payload(new byte[bytes], "application/json"),
                12,
                null,
                null);
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
        assertThat(header(record, "leat-predictor")).isEqualTo("main");
        assertThat(header(record, "leat-error-message"))
                .matches(
                        "the prediction takes 2\\d\\d\\d bytes as a record \\(expected: at most"
                                + " 2000, the limit of out\\)");
    }

    @Test
    void reportsTheDeadLettersItMakesOnceEach() {
        Counter oversize = new SimpleCounter();
        Counter refused = new SimpleCounter();
        InferenceResultSerializationSchema serializer =
                new InferenceResultSerializationSchema(
                        topic("out", Map.of("cleanup.policy", "compact")),
                        new Destination("dead", LIMIT, false),
                        OutputPartitioner.MURMUR2);
        serializer.report(oversize, refused, DeadLetterLog.of("reports each once"));
        InferenceResult withoutKey = prediction(10);
        withoutKey.key = null;

        try (LogLines lines = LogLines.of(DeadLetterLog.class)) {
            serializer.onTrial(withoutKey);
            serializer.serialize(withoutKey, threePartitions, null);
            InferenceResult settled = serializer.settled(prediction(2 << 20));
            serializer.serialize(settled, threePartitions, null);
            serializer.settled(prediction(10));

            assertThat(settled.errorCode).isEqualTo("output-too-large");
            assertThat(lines.seen())
                    .satisfiesExactly(
                            line ->
                                    assertThat(line)
                                            .startsWith(
                                                    "the record at in 0@1 becomes a dead letter,"
                                                            + " the first with the code"
                                                            + " output-refused: the record has no"
                                                            + " key, and topic out is compacted"),
                            line ->
                                    assertThat(line)
                                            .contains("code output-too-large: the prediction"));
        }
        assertThat(oversize.getCount()).isEqualTo(1);
        assertThat(refused.getCount()).isEqualTo(1);
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
    void leavesTheModelsWordsBehindBeforeTheValue() {
        InferenceRequest request = Requests.withHeaders("leat-error-detail", "the record's own");
        request.value = new byte[LIMIT - 800];
        CallFailure failure =
                CallFailure.of(DeadLetterCode.MODEL_REJECTED, "no", null)
                        .withDetail("x".repeat(800));

        ProducerRecord<byte[], byte[]> record =
                serializer(LIMIT, LIMIT)
                        .serialize(
                                RecordContract.deadLetter(request, "main", failure, Instant.EPOCH),
                                threePartitions,
                                null);

        assertThat(record.value()).isEqualTo(request.value);
        assertThat(header(record, "leat-error-detail")).isEqualTo("the record's own");
        assertThat(header(record, "leat-error-message")).isEqualTo("no");
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
        CallFailure failure = CallFailure.of(DeadLetterCode.BAD_RECORD, "bad", null);
        return RecordContract.deadLetter(request, "main", failure, Instant.EPOCH);
    }

    @Test
    void keepsTheTimestampAsAHeaderWhereTheTopicStampsItself() {
        InferenceResultSerializationSchema serializer =
                new InferenceResultSerializationSchema(
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
    void writesWhatEachOfSeveralPredictorsAnswersToItsOwnTopics() {
        InferenceResultSerializationSchema serializer =
                new InferenceResultSerializationSchema(
                        List.of(
                                new ResultTopics(
                                        "main", topic("out", Map.of()), topic("dead", Map.of())),
                                new ResultTopics(
                                        "canary",
                                        topic("out-canary", Map.of("max.message.bytes", "1000")),
                                        topic("dead-canary", Map.of()))),
                        OutputPartitioner.MURMUR2,
                        CompressionType.NONE);

        assertThat(topicOf(serializer, by("main", 500))).isEqualTo("out");
        assertThat(topicOf(serializer, by("canary", 500))).isEqualTo("out-canary");
        assertThat(topicOf(serializer, by("main", 5_000))).isEqualTo("out");
        assertThat(topicOf(serializer, by("canary", 5_000))).isEqualTo("dead-canary");
    }

    private static InferenceResult by(String predictor, int bytes) {
        InferenceResult result = prediction(bytes);
        result.predictor = predictor;
        return result;
    }

    private String topicOf(InferenceResultSerializationSchema serializer, InferenceResult result) {
        return serializer.serialize(result, threePartitions, null).topic();
    }

    private static InferenceResultSerializationSchema into(
            Destination output, Destination deadLetters) {
        return new InferenceResultSerializationSchema(
                output, deadLetters, OutputPartitioner.MURMUR2);
    }

    /** A topic as its settings say, 1 MB and no other limit where they say nothing. */
    private static Destination topic(String name, Map<String, String> settings) {
        return TopicLimits.read(name, 1, settings, TopicLimits.DEFAULT_REQUEST_BYTES);
    }

    private static final Map<String, String> KAFKA_4 =
            Map.of("message.timestamp.after.max.ms", "3600000");
    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

    @Test
    void keepsATimestampThatTheTopicTakes() {
        InferenceResult result = prediction(1);
        result.timestamp = System.currentTimeMillis() + 1_000_000;

        ProducerRecord<byte[], byte[]> record =
                into(topic("out", KAFKA_4), topic("dead", KAFKA_4))
                        .serialize(result, threePartitions, null);

        assertThat(record.timestamp()).isEqualTo(result.timestamp);
        assertThat(header(record, "leat-timestamp")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "message.timestamp.after.max.ms, 9000000000000000",
        "message.timestamp.before.max.ms, 5",
        "message.timestamp.difference.max.ms, 5",
        "message.timestamp.difference.max.ms, 9000000000000000",
        "retention.ms, -7",
    })
    void sendsWithThePresentTimeWhatTheTopicWouldRefuse(String limit, long timestamp) {
        InferenceResult result = prediction(1);
        result.timestamp = timestamp;
        Map<String, String> limited = Map.of(limit, "3600000");

        ProducerRecord<byte[], byte[]> record =
                into(topic("out", limited), topic("dead", limited))
                        .serialize(result, threePartitions, null);

        assertThat(record.topic()).isEqualTo("out");
        assertThat(record.timestamp()).isNull();
        assertThat(header(record, "leat-timestamp")).isEqualTo(Long.toString(timestamp));
    }

    @Test
    void saysNothingOfATimestampThatTheRecordNeverHad() {
        InferenceResult result = prediction(1);
        result.timestamp = -1;

        ProducerRecord<byte[], byte[]> record =
                into(topic("out", KAFKA_4), topic("dead", KAFKA_4))
                        .serialize(result, threePartitions, null);

        assertThat(record.timestamp()).isNull();
        assertThat(header(record, "leat-timestamp")).isEmpty();
    }

    @Test
    void sendsADeadLetterWithThePresentTimeWhereItsTopicWouldRefuseTheRecords() {
        InferenceRequest request = Requests.at(0, 1);
        request.timestamp = 9_000_000_000_000_000L;

        ProducerRecord<byte[], byte[]> record =
                into(topic("out", Map.of()), topic("dead", KAFKA_4))
                        .serialize(letter(request), threePartitions, null);

        assertThat(record.timestamp()).isNull();
        assertThat(header(record, "leat-timestamp")).isEqualTo("9000000000000000");
    }

    @Test
    void makesADeadLetterOfAPredictionWithoutTheKeyThatACompactedTopicNeeds() {
        InferenceResult result = prediction(1);
        result.key = null;

        ProducerRecord<byte[], byte[]> record =
                into(topic("out", COMPACTED), topic("dead", Map.of()))
                        .serialize(result, threePartitions, null);

        assertThat(record.topic()).isEqualTo("dead");
        assertThat(header(record, "leat-error-code")).isEqualTo("output-refused");
        assertThat(header(record, "leat-error-message"))
                .isEqualTo(
                        "the record has no key, and topic out is compacted (expected: a key, which"
                                + " the output topic needs, or cleanup.policy=delete)");
    }

    @Test
    void putsCoordinatesInThePlaceOfTheKeyThatACompactedDeadLetterTopicNeeds() {
        InferenceRequest request = Requests.at(0, 1);
        request.key = null;

        ProducerRecord<byte[], byte[]> record =
                into(topic("out", Map.of()), topic("dead", COMPACTED))
                        .serialize(letter(request), threePartitions, null);

        assertThat(record.key()).isEqualTo(Requests.bytes("in-0-1"));
        assertThat(header(record, "leat-error-key-added")).isNotEmpty();
        assertThat(record.value()).isEqualTo(Requests.bytes("value"));
    }

    @Test
    void putsThemInThePlaceOfAKeyThatIsTooLarge() {
        InferenceRequest request = Requests.at(0, 1);
        request.key = new byte[LIMIT];
        Map<String, String> small =
                Map.of("cleanup.policy", "compact", "max.message.bytes", "" + LIMIT);

        ProducerRecord<byte[], byte[]> record =
                into(topic("out", Map.of()), topic("dead", small))
                        .serialize(letter(request), threePartitions, null);

        assertThat(record.key()).isEqualTo(Requests.bytes("in-0-1"));
        assertThat(header(record, "leat-error-key-omitted"))
                .isEqualTo("2000 bytes; see the source offset");
    }

    @Test
    void leavesAllButCodeAndCoordinatesBehindInTheEnd() {
        CallFailure failure = CallFailure.of(DeadLetterCode.BAD_RECORD, "bad".repeat(500), null);
        InferenceResult letter =
                RecordContract.deadLetter(Requests.at(0, 1), "main", failure, Instant.EPOCH);

        ProducerRecord<byte[], byte[]> record =
                serializer(LIMIT, 600).serialize(letter, threePartitions, null);

        assertThat(header(record, "leat-error-message")).isEmpty();
        assertThat(header(record, "leat-error-code")).isEqualTo("bad-record");
        assertThat(header(record, "leat-error-source-topic")).isEqualTo("in");
        assertThat(header(record, "leat-error-source-offset")).isEqualTo("1");
    }

    /**
     * Bytes that no algorithm makes fewer, so near to the limit that its frame is too much.
     * Zstandard adds less to them than the producer's count is above their size.
     */
    @ParameterizedTest
    @EnumSource(
            value = CompressionType.class,
            names = {"GZIP", "SNAPPY", "LZ4"})
    void makesADeadLetterOfWhatCompressionMakesTooLarge(CompressionType type) {
        InferenceResult result = prediction(1);
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        result.value = noise;
        int fits = (int) RecordSize.of(result.key, noise, headers(result));
        Destination output = new Destination("out", fits, false);
        Destination letters = new Destination("dead", 1_000_000, false);

        assertThat(into(output, letters).serialize(result, threePartitions, null).topic())
                .isEqualTo("out");
        assertThat(
                        new InferenceResultSerializationSchema(
                                        List.of(new ResultTopics("main", output, letters)),
                                        OutputPartitioner.MURMUR2,
                                        type)
                                .serialize(result, threePartitions, null)
                                .topic())
                .isEqualTo("dead");
        result.value = new byte[noise.length];
        assertThat(
                        new InferenceResultSerializationSchema(
                                        List.of(new ResultTopics("main", output, letters)),
                                        OutputPartitioner.MURMUR2,
                                        type)
                                .serialize(result, threePartitions, null)
                                .topic())
                .isEqualTo("out");
    }

    private static Header[] headers(InferenceResult result) {
        Header[] headers = new Header[result.headerNames.length];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = new RecordHeader(result.headerNames[i], result.headerValues[i]);
        }
        return headers;
    }

    @Test
    void goesByLimitsAndPartitionsThatChange() {
        Destination letters = topic("dead", Map.of());
        InferenceResultSerializationSchema serializer =
                new InferenceResultSerializationSchema(
                        topic("out", Map.of()), letters, OutputPartitioner.CRC32);
        InferenceResult result = prediction(500);
        result.key = Requests.bytes("key-1");
        assertThat(serializer.serialize(result, threePartitions, null).partition()).isZero();

        Map<String, String> settings = Map.of("max.message.bytes", "1000");
        Destination changed = TopicLimits.read("out", 3, settings, 1 << 20);
        serializer.limit(List.of(new ResultTopics("main", changed, letters)));

        assertThat(serializer.serialize(result, threePartitions, null).partition()).isEqualTo(2);
        assertThat(serializer.serialize(prediction(1000), threePartitions, null).topic())
                .isEqualTo("dead");
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
        assertThat(OutputPartitioner.CRC32.partition(Requests.bytes(key), 3)).isEqualTo(partition);
    }

    @Test
    void leavesARecordWithoutKeyToTheProducer() {
        assertThat(OutputPartitioner.CRC32.partition(null, 3)).isNull();
        assertThat(OutputPartitioner.CRC32.partition(new byte[0], 3)).isNull();
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
