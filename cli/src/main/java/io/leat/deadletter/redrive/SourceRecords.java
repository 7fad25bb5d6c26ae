// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import io.leat.deadletter.CommittedReader;
import io.leat.deadletter.DeadLetter;
import io.leat.deadletter.DeadLetterException;
import io.leat.deadletter.TopicLook;
import io.leat.kafka.admin.AdminFutures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;

/** Fetches records whose dead letters do not hold them whole. Used by one thread. */
final class SourceRecords implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final TopicLook look;
    private final KafkaConsumer<byte[], byte[]> consumer;

    SourceRecords(TopicLook look, Properties client) {
        this.look = look;
        this.consumer = CommittedReader.consumer(client, 1);
    }

    /**
     * The record at its source; empty if it is no longer there, or is another of the same offset.
     *
     * @throws DeadLetterException if this user may not read its topic
     */
    Optional<SourceRecord> find(DeadLetter.Source source) throws DeadLetterException {
        var topic = look.find(source.topic(), AclOperation.READ);
        if (topic == null || source.position().partition() >= topic.partitions().size()) {
            return Optional.empty();
        }
        TopicPartition partition =
                new TopicPartition(source.topic(), source.position().partition());
        List<TopicPartition> only = List.of(partition);
        consumer.assign(only);
        long offset = source.position().offset();
        if (offset < AdminFutures.of(consumer.beginningOffsets(only), partition)
                || offset >= AdminFutures.of(consumer.endOffsets(only), partition)) {
            return Optional.empty();
        }
        consumer.seek(partition, offset);
        return next(partition, offset)
                .filter(record -> record.timestamp() == source.timestamp())
                .map(record -> SourceRecord.of(source, record));
    }

    private Optional<ConsumerRecord<byte[], byte[]>> next(TopicPartition partition, long offset) {
        while (consumer.position(partition) <= offset) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() == offset) {
                    return Optional.of(record);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CommittedReader.CLOSING));
    }
}
