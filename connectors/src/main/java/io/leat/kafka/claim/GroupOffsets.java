// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.claim;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed offsets of one consumer group that has no members. Calls block until the brokers
 * answer; used by one thread at a time.
 */
public interface GroupOffsets extends AutoCloseable {

    /**
     * What the group has committed. A partition it has committed nothing for is left out.
     *
     * @throws KafkaException if the brokers refuse or do not answer in time
     */
    Map<TopicPartition, OffsetAndMetadata> committed();

    /**
     * The earliest offset of each partition that is still in its log. A partition that does not
     * exist is left out.
     *
     * @throws KafkaException if the brokers refuse or do not answer in time
     */
    Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions);

    /**
     * The offset behind the last committed record of each partition. A partition that does not
     * exist is left out.
     *
     * @throws KafkaException if the brokers refuse or do not answer in time
     */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions);

    /**
     * Commits offsets of the group.
     *
     * @throws KafkaException if the brokers refuse one of them or do not answer in time
     */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets);

    /** Closes without waiting for what is still asked. */
    @Override
    void close();
}
