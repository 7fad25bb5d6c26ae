// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.SimpleRecord;
import org.jspecify.annotations.Nullable;

/** The size of a record in bytes, as the producer and as the broker count it. */
final class RecordSize {

    /** What a batch of one has beside key, value and headers, rounded up. */
    private static final int BATCH_AND_RECORD = 128;

    /** The lengths of a header's name and of its value. */
    private static final int TWO_LENGTHS = 10;

    private RecordSize() {}

    /** No less than {@link #of}, and found without looking at every letter. */
    static long atMost(byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
        long bytes = BATCH_AND_RECORD + (long) length(key) + length(value);
        for (Header header : headers) {
            bytes += TWO_LENGTHS + 3L * header.key().length() + length(header.value());
        }
        return bytes;
    }

    /** As the producer counts, before it compresses. */
    static long of(byte @Nullable [] key, byte @Nullable [] value, Header[] headers) {
        long atMost = atMost(key, value, headers);
        return atMost > Integer.MAX_VALUE // Kafka's own count would overflow
                ? atMost
                : AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE, key, value, headers);
    }

    /**
     * What compression may add to bytes that it cannot make fewer: each algorithm marks blocks, of
     * 16 KB at the smallest, and has a frame.
     */
    static long growth(long bytes) {
        return 512 + (bytes >> 7);
    }

    /**
     * As the broker counts, by compressing it: for a record so near to a limit that compression
     * decides.
     */
    static long compressed(
            CompressionType type,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Header[] headers) {
        SimpleRecord record = new SimpleRecord(RecordBatch.NO_TIMESTAMP, key, value, headers);
        return MemoryRecords.withRecords(Compression.of(type).build(), record).sizeInBytes();
    }

    /**
     * The algorithms that a batch passes through on its way into a topic's log.
     *
     * @param producers {@code compression.type} of the producer
     * @param topics {@code compression.type} of the topic: an algorithm, none, or that of the
     *     producer
     */
    static List<CompressionType> compressions(CompressionType producers, String topics) {
        List<CompressionType> all = new ArrayList<>(2);
        if (producers != CompressionType.NONE) {
            all.add(producers);
        }
        for (CompressionType type : CompressionType.values()) {
            if (type != CompressionType.NONE && type != producers && type.name.equals(topics)) {
                all.add(type);
            }
        }
        return List.copyOf(all);
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
