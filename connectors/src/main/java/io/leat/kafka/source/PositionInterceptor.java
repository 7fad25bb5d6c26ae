// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.source;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Notes the positions of a consumer that the connector makes and keeps to itself. Kafka makes the
 * interceptor while it makes the consumer, on the thread that asked for it.
 */
public final class PositionInterceptor implements ConsumerInterceptor<byte[], byte[]> {

    private static final ThreadLocal<ConsumedPositions> READER = new ThreadLocal<>();

    private @Nullable ConsumedPositions positions;

    /** Runs what may make a consumer, whose positions are then noted. */
    static void noting(ConsumedPositions positions, Runnable work) {
        READER.set(positions);
        try {
            work.run();
        } finally {
            READER.remove();
        }
    }

    @Override
    public void configure(Map<String, ?> config) {
        positions = READER.get();
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        if (positions != null) {
            positions.fetched(records);
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Where the group stands does not matter here.
    }

    @Override
    public void close() {
        positions = null;
    }
}
