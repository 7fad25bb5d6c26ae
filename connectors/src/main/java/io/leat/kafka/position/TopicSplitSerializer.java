// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The connector's bytes and, behind them, the 16 bytes of the topic's id, zero where it is not
 * known. Version 0 is the connector's own, without an id; the connector reads version 1 as well, as
 * it leaves what follows its own bytes unread.
 */
public final class TopicSplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {

    private static final int WITH_TOPIC_ID = 1;

    private final KafkaPartitionSplitSerializer connector = new KafkaPartitionSplitSerializer();

    @Override
    public int getVersion() {
        return WITH_TOPIC_ID;
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
        byte[] known = connector.serialize(split);
        Uuid id = TopicSplit.topicIdOf(split);
        Uuid written = id == null ? Uuid.ZERO_UUID : id;
        return ByteBuffer.allocate(known.length + 2 * Long.BYTES)
                .put(known)
                .putLong(written.getMostSignificantBits())
                .putLong(written.getLeastSignificantBits())
                .array();
    }

    @Override
    public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version == connector.getVersion()) {
            return connector.deserialize(version, serialized);
        }
        if (version != WITH_TOPIC_ID) {
            throw new IOException(
                    "a split of version %d (expected: at most %d; the state is of a newer Leat)"
                            .formatted(version, WITH_TOPIC_ID));
        }
        int known = serialized.length - 2 * Long.BYTES;
        KafkaPartitionSplit split =
                connector.deserialize(connector.getVersion(), Arrays.copyOf(serialized, known));
        return new TopicSplit(split, split.getStartingOffset(), id(serialized, known));
    }

    private static @Nullable Uuid id(byte[] serialized, int from) {
        ByteBuffer bytes = ByteBuffer.wrap(serialized);
        Uuid id = new Uuid(bytes.getLong(from), bytes.getLong(from + Long.BYTES));
        return id.equals(Uuid.ZERO_UUID) ? null : id;
    }
}
