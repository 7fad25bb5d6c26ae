// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ConsumedPositionsTest {

    private static final TopicPartition PARTITION = new TopicPartition("in", 0);

    private final ConsumedPositions positions = new ConsumedPositions();

    private void fetched(long next, List<Long> offsets) {
        List<ConsumerRecord<byte[], byte[]>> records =
                offsets.stream()
                        .map(o -> new ConsumerRecord<byte[], byte[]>("in", 0, o, null, null))
                        .toList();
        positions.fetched(
                new ConsumerRecords<>(
                        records.isEmpty() ? Map.of() : Map.of(PARTITION, records),
                        Map.of(PARTITION, new OffsetAndMetadata(next))));
    }

    @Test
    void isTheReadersWhereNothingWasFetched() {
        assertThat(positions.next(PARTITION, 7)).isEqualTo(7);
    }

    @Test
    void isTheReadersWhileItHasNotHandedOutAllThatWasFetched() {
        fetched(13, List.of(10L, 11L));

        assertThat(positions.next(PARTITION, 11)).isEqualTo(11);
    }

    @Test
    void passesOverWhatIsNoRecordBehindTheLastOne() {
        fetched(13, List.of(10L, 11L));

        assertThat(positions.next(PARTITION, 12)).isEqualTo(13);
    }

    @Test
    void passesOverItWhereAPollBroughtNothingElse() {
        fetched(11, List.of(10L));
        fetched(14, List.of());

        assertThat(positions.next(PARTITION, 11)).isEqualTo(14);
        assertThat(positions.next(PARTITION, 10)).isEqualTo(10);
    }
}
