// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what is committed in a topic, from its beginning. Belongs to no consumer group: it neither
 * has nor leaves a position. Partitions that are added later are left to the next. Used by one
 * thread, but for {@link #stop}.
 */
public final class CommittedReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    /** A client that is closed leaves nothing behind that the brokers would not find out. */
    public static final Duration CLOSING = Duration.ofSeconds(1);

    /** What one answer holds must come over a slow link within the time of a request. */
    private static final int FETCH_BYTES = 1 << 20;

    private static final int REQUEST_MILLIS = (int) Duration.ofMinutes(2).toMillis();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private boolean stopped;

    /**
     * Opens a topic that exists.
     *
     * @param client bootstrap servers and security
     */
    public CommittedReader(Properties client, String topic) {
        this.consumer = consumer(client, 500);
        try {
            List<TopicPartition> partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            this.ends = consumer.endOffsets(partitions);
        } catch (RuntimeException e) {
            consumer.close(CloseOptions.timeout(CLOSING));
            throw e;
        }
    }

    /** A consumer that sees what is committed and makes no topic by looking for it. */
    public static KafkaConsumer<byte[], byte[]> consumer(Properties client, int mostRecords) {
        Properties config = new Properties();
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, mostRecords);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES / 4);
        config.putAll(client);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A broker that does not know the topic yet must not make it look empty. */
    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new UnknownTopicOrPartitionException(
                    "topic " + topic + " is not known to this broker yet");
        }
        return known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
    }

    /** The oldest offset of each partition. */
    public Map<TopicPartition, Long> beginnings() {
        return consumer.beginningOffsets(ends.keySet());
    }

    /** Whether everything was read that was there when it was opened. */
    public boolean isAtEnd() {
        return stopped
                || ends.entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Whether a record was there when this was opened. */
    public boolean wasThere(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        return record.offset() < ends.getOrDefault(partition, 0L);
    }

    /** The next records, in order per partition; none if there are none for a while. */
    public List<ConsumerRecord<byte[], byte[]>> poll() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try {
            consumer.poll(POLL).forEach(records::add);
        } catch (WakeupException e) {
            stopped = true;
        }
        return records;
    }

    /** Whether {@link #stop} was seen. */
    public boolean isStopped() {
        return stopped;
    }

    /** Lets another thread end the reading. */
    public void stop() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSING));
    }
}
