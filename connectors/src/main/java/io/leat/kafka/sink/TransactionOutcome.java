// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * The fate of a transaction that Kafka refuses to commit.
 *
 * <p>Brokers of Kafka 4 refuse a second commit, so after every restart some refusals mean only that
 * the commit was done before. The coordinator's memory of the transactional id tells: with
 * transactions of version 2 (KIP-890) a commit or an abort raises the producer's epoch by one, with
 * version 1 an expiry does and a commit leaves it. Where the epoch has gone further, or another
 * transaction has begun, the id has been used since. On version 1 a transaction that was begun and
 * aborted since cannot be told from an expiry, and is taken for one.
 *
 * @see "org.apache.flink.connector.kafka.sink.internal.ProducerPoolImpl: an id is used again only
 *     after its committer has reported how the transaction before it ended"
 */
enum TransactionOutcome {
    /** Its predictions are in the topics. */
    COMMITTED,

    /** The broker has ended it, and consumers will never see its predictions. */
    ABORTED,

    /**
     * Its id has been used since, and a writer uses one again only after the transaction before was
     * judged here: it was committed, or its loss was told at the time. Ordinary where a job is
     * killed between a checkpoint's beginning and its completion.
     */
    SUPERSEDED,

    /** The coordinator does not say. */
    UNCLEAR;

    /**
     * Judges by what the coordinator says of the id.
     *
     * @param prepared the transaction that should have been committed
     * @param now the latest of its id
     */
    static TransactionOutcome of(KafkaCommittable prepared, TransactionDescription now) {
        int ahead = now.producerEpoch() - prepared.getEpoch();
        if (now.producerId() != prepared.getProducerId() || ahead < 0) {
            return UNCLEAR;
        }
        if (ahead > 1) {
            return SUPERSEDED;
        }
        TransactionState state = now.state();
        return switch (state) {
            case COMPLETE_COMMIT, PREPARE_COMMIT -> COMMITTED;
            case COMPLETE_ABORT, PREPARE_ABORT, PREPARE_EPOCH_FENCE -> ABORTED;
            case ONGOING, EMPTY -> ahead == 1 ? SUPERSEDED : UNCLEAR;
            case UNKNOWN -> UNCLEAR;
        };
    }
}
