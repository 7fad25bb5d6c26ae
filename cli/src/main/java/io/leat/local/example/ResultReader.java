// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example;

import io.leat.options.settings.JobSettings.Topics;
import io.leat.protocol.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed on the output and the dead-letter topic, from their beginning. */
final class ResultReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String typeHeader;
    private final String deadLetters;
    private final List<TopicPartition> partitions = new ArrayList<>();

    /**
     * @param typeHeader the header that says what a record's value is
     */
    ResultReader(Properties client, Topics topics, String typeHeader) {
        Properties config = new Properties();
        config.putAll(client);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        this.typeHeader = typeHeader;
        this.deadLetters = topics.deadLetters();
        this.consumer =
                new KafkaConsumer<>(
                        config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        String output = Objects.requireNonNull(topics.output(), "the example's");
        for (String topic : List.of(output, topics.deadLetters())) {
            for (PartitionInfo info : consumer.partitionsFor(topic)) {
                partitions.add(new TopicPartition(topic, info.partition()));
            }
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** What has come since the last look; waits a moment if there is nothing. */
    List<ExampleResult> read() {
        List<ExampleResult> results = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            results.add(result(record));
        }
        return results;
    }

    /** Everything up to the ends the topics have now. */
    List<ExampleResult> rest() {
        List<ExampleResult> results = new ArrayList<>();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            results.addAll(read());
        }
        return results;
    }

    private ExampleResult result(ConsumerRecord<byte[], byte[]> record) {
        return new ExampleResult(
                header(record, "Seldon-Puid"),
                header(record, "leat-predictor"),
                record.topic().equals(deadLetters),
                header(record, "leat-error-code"),
                new Payload(
                        record.value() == null ? new byte[0] : record.value(),
                        header(record, typeHeader)),
                record.partition() + "@" + record.offset(),
                Math.max(0, System.currentTimeMillis() - record.timestamp()));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
