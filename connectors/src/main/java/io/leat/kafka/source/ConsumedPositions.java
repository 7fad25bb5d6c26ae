// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.source;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The positions of one source reader's consumer in its partitions. It passes over offsets that hold
 * no record for it, such as the markers that end transactions; the connector knows the last record
 * alone, and so would take such offsets for unread records when retention has deleted them.
 *
 * <p>Written by the thread that polls, read by the task's.
 */
final class ConsumedPositions {

    /**
     * @param lastRecord offset of the last record that was fetched, below zero for none
     * @param next offset the consumer reads next; between the two there is no record
     */
    private record Position(long lastRecord, long next) {}

    private final Map<TopicPartition, Position> positions = new ConcurrentHashMap<>();

    /** Takes in what a poll has brought, which the reader has not seen yet. */
    void fetched(ConsumerRecords<?, ?> records) {
        records.nextOffsets()
                .forEach(
                        (partition, next) ->
                                positions.compute(
                                        partition,
                                        (key, before) ->
                                                new Position(
                                                        lastRecord(records, partition, before),
                                                        next.offset())));
    }

    private static long lastRecord(
            ConsumerRecords<?, ?> records, TopicPartition partition, Position before) {
        List<? extends ConsumerRecord<?, ?>> fetched = records.records(partition);
        if (!fetched.isEmpty()) {
            return fetched.get(fetched.size() - 1).offset();
        }
        return before == null ? -1 : before.lastRecord();
    }

    /**
     * Where to read on.
     *
     * @param offset behind the last record the reader has handed out
     * @return the same, or further where no record lies between
     */
    long next(TopicPartition partition, long offset) {
        Position position = positions.get(partition);
        return position == null || offset <= position.lastRecord()
                ? offset
                : Math.max(offset, position.next());
    }
}
