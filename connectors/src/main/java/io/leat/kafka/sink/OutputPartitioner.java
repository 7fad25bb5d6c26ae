// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import org.jspecify.annotations.Nullable;

/** The function from a key to a partition of the output topic. */
public enum OutputPartitioner {
    /** As every Java producer does, so that it agrees with Kafka Streams and Kafka Connect. */
    MURMUR2,
    /** As librdkafka does by default, and with it Seldon's executor. */
    CRC32;

    /**
     * Where a record with this key goes.
     *
     * @param partitions how many the topic has now, at least 1
     * @return the partition, or null where Kafka's producer shall choose
     */
    @Nullable Integer partition(byte @Nullable [] key, int partitions) {
        return switch (this) {
            case MURMUR2 -> null;
            case CRC32 -> key == null || key.length == 0 ? null : crc32(key, partitions);
        };
    }

    private static int crc32(byte[] key, int partitions) {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(key);
        return (int) (crc.getValue() % partitions);
    }
}
