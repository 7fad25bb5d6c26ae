// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.kafka.InferenceRequest;
import io.leat.kafka.Requests;
import io.leat.kafka.gate.GateTimer;
import io.leat.kafka.gate.InFlightGate;
import io.leat.kafka.gate.InFlightLimits;
import io.leat.kafka.gate.StopOffsets;
import io.leat.kafka.offsets.UnansweredOffsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UnansweredOffsetsReportTest {

    private static final TopicPartition PARTITION = new TopicPartition("in", 0);

    private final InFlightGate gate =
            new InFlightGate(
                    InFlightLimits.of(100, Long.MAX_VALUE / 4),
                    false,
                    StopOffsets.NEVER.begin(),
                    System::nanoTime,
                    new GateTimer());
    private final ConsumedPositions positions = new ConsumedPositions();
    private final List<SourceEvent> sent = new ArrayList<>();
    private final UnansweredOffsetsReport report =
            new UnansweredOffsetsReport(gate, positions, sent::add);

    private void snapshot(long checkpoint, long position) {
        report.snapshot(checkpoint, List.of(new KafkaPartitionSplit(PARTITION, position)));
    }

    private List<Map<TopicPartition, Long>> reported() {
        return sent.stream().map(event -> ((UnansweredOffsets) event).offsets()).toList();
    }

    /** What a poll brings: records at these offsets, and then the position. */
    private void fetched(long next, long... offsets) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long offset : offsets) {
            records.add(new ConsumerRecord<>("in", 0, offset, new byte[0], new byte[0]));
        }
        positions.fetched(
                new ConsumerRecords<>(
                        records.isEmpty() ? Map.of() : Map.of(PARTITION, records),
                        Map.of(PARTITION, new OffsetAndMetadata(next))));
    }

    @Test
    void isTheOldestRecordThatWasInFlightWhenTheCheckpointWasTaken() {
        InferenceRequest first = Requests.at(0, 5);
        gate.enter(first, 0);
        gate.enter(Requests.at(0, 6), 0);
        snapshot(1, 7);
        gate.leave(first);

        report.complete(1);

        assertThat(reported()).containsExactly(Map.of(PARTITION, 5L));
    }

    @Test
    void isThePositionWhereEverythingIsAnswered() {
        snapshot(1, 7);

        report.complete(1);

        assertThat(reported()).containsExactly(Map.of(PARTITION, 7L));
    }

    @Test
    void isThePositionBehindMarkersOnceTheRecordsBeforeThemWereHandedOut() {
        fetched(9, 5, 6);
        snapshot(1, 6);
        snapshot(2, 7);
        fetched(12);
        snapshot(3, 7);

        report.complete(1);
        report.complete(2);
        report.complete(3);

        assertThat(reported())
                .containsExactly(
                        Map.of(PARTITION, 6L), Map.of(PARTITION, 9L), Map.of(PARTITION, 12L));
    }

    @Test
    void isBehindMarkersOfAPartitionWithoutRecords() {
        fetched(4);
        snapshot(1, KafkaPartitionSplit.COMMITTED_OFFSET);

        report.complete(1);

        assertThat(reported()).containsExactly(Map.of(PARTITION, 4L));
    }

    @Test
    void saysWhereNothingWasRead() {
        snapshot(1, KafkaPartitionSplit.EARLIEST_OFFSET);

        report.complete(1);

        assertThat(reported()).containsExactly(Map.of(PARTITION, UnansweredOffsets.NOTHING_READ));
    }

    @Test
    void saysNothingWhereNothingOfWhatWasFetchedWasHandedOut() {
        fetched(3, 1, 2);
        snapshot(1, KafkaPartitionSplit.COMMITTED_OFFSET);

        report.complete(1);

        assertThat(reported()).containsExactly(Map.of(PARTITION, UnansweredOffsets.NOTHING_READ));
    }

    @Test
    void hasRestoredRecordsOfPartitionsThatAnotherSubtaskReads() {
        gate.enter(Requests.at(3, 40), 0);
        snapshot(1, 7);

        report.complete(1);

        assertThat(reported())
                .containsExactly(Map.of(PARTITION, 7L, new TopicPartition("in", 3), 40L));
    }

    @Test
    void isNotSentWhileTheTransactionsOfTheCheckpointAreNotCommitted() {
        snapshot(1, 7);
        gate.setResultsCommitted(false);
        report.complete(1);

        snapshot(2, 8);
        gate.setResultsCommitted(true);
        report.complete(2);

        assertThat(reported()).containsExactly(Map.of(PARTITION, 8L));
    }

    @Test
    void forgetsAbortedAndOvertakenCheckpoints() {
        snapshot(1, 5);
        snapshot(2, 6);
        snapshot(3, 7);
        report.aborted(2);

        report.complete(3);
        report.complete(1);
        report.complete(2);

        assertThat(reported()).containsExactly(Map.of(PARTITION, 7L));
    }
}
