// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicSplitSerializerTest {

    private static final KafkaPartitionSplit PLAIN =
            new KafkaPartitionSplit(new TopicPartition("in", 3), 42);

    private final TopicSplitSerializer serializer = new TopicSplitSerializer();
    private final KafkaPartitionSplitSerializer connector = new KafkaPartitionSplitSerializer();

    @Test
    void keepsTheTopicsId() throws IOException {
        TopicSplit split = new TopicSplit(PLAIN, 43, Uuid.randomUuid());

        assertThat(serializer.deserialize(serializer.getVersion(), serializer.serialize(split)))
                .isEqualTo(split);
    }

    @Test
    void keepsThatTheIdIsNotKnown() throws IOException {
        KafkaPartitionSplit read =
                serializer.deserialize(serializer.getVersion(), serializer.serialize(PLAIN));

        assertThat(TopicSplit.topicIdOf(read)).isNull();
        assertThat(read.getStartingOffset()).isEqualTo(42);
        assertThat(read.getTopicPartition()).isEqualTo(PLAIN.getTopicPartition());
    }

    @Test
    void readsTheConnectorsOwn() throws IOException {
        assertThat(serializer.deserialize(connector.getVersion(), connector.serialize(PLAIN)))
                .isEqualTo(PLAIN);
    }

    @Test
    void isReadByTheConnector() throws IOException {
        TopicSplit split = new TopicSplit(PLAIN, 42, Uuid.randomUuid());

        assertThat(connector.deserialize(serializer.getVersion(), serializer.serialize(split)))
                .isEqualTo(PLAIN);
    }

    @Test
    void refusesThoseOfANewerVersion() {
        assertThatThrownBy(() -> serializer.deserialize(2, serializer.serialize(PLAIN)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2 (expected: at most 1");
    }
}
