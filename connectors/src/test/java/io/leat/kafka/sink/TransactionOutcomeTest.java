// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the coordinator's memory of a transactional id says of a transaction that was prepared. */
class TransactionOutcomeTest {

    private static final long PRODUCER = 7;
    private static final short EPOCH = 40;

    private static TransactionOutcome fate(long producer, int epoch, TransactionState now) {
        return TransactionOutcome.of(
                new KafkaCommittable(PRODUCER, EPOCH, "leat/group/-0-0", null),
                new TransactionDescription(
                        1, now, producer, epoch, 60_000, OptionalLong.empty(), Set.of()));
    }

    @ParameterizedTest
    @CsvSource({
        // a commit or an abort raises the epoch by one, or leaves it on older brokers
        "0, COMPLETE_COMMIT, COMMITTED",
        "1, PREPARE_COMMIT, COMMITTED",
        "1, COMPLETE_COMMIT, COMMITTED",
        "1, COMPLETE_ABORT, ABORTED",
        "1, PREPARE_ABORT, ABORTED",
        "1, PREPARE_EPOCH_FENCE, ABORTED",
        // another transaction of that id has begun, or was at least prepared for
        "1, EMPTY, SUPERSEDED",
        "1, ONGOING, SUPERSEDED",
        "2, EMPTY, SUPERSEDED",
        "2, ONGOING, SUPERSEDED",
        "3, COMPLETE_ABORT, SUPERSEDED",
        "9, COMPLETE_COMMIT, SUPERSEDED",
        // refused for no reason that can be seen
        "0, ONGOING, UNCLEAR",
        "0, EMPTY, UNCLEAR",
        "1, UNKNOWN, UNCLEAR",
        "-1, COMPLETE_COMMIT, UNCLEAR",
    })
    void followsFromEpochAndState(int ahead, TransactionState now, TransactionOutcome expected) {
        assertThat(fate(PRODUCER, EPOCH + ahead, now)).isEqualTo(expected);
    }

    @Test
    void isUnclearWhereTheIdBelongsToAnotherProducer() {
        assertThat(fate(PRODUCER + 1, 0, TransactionState.COMPLETE_COMMIT))
                .isEqualTo(TransactionOutcome.UNCLEAR);
    }
}
