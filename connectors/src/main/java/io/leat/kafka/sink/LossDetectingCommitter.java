// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import io.leat.kafka.claim.GroupHeldException;
import io.leat.kafka.gate.InFlightGate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connector's committer, watched: the connector goes on in silence when a transaction cannot be
 * committed any more, and complains alike when it was committed before. Here each refusal is looked
 * into, and a loss is an error in the log and a metric.
 */
@SuppressWarnings("try") // closed by Flink
final class LossDetectingCommitter implements Committer<KafkaCommittable> {

    /** The metric of transactions whose predictions no consumer will see. */
    static final String LOST = "transactionsLost";

    /** The metric of refused commits that cannot be explained any more. */
    static final String UNCLEAR = "transactionsUnclear";

    private static final Logger LOG = LoggerFactory.getLogger(LossDetectingCommitter.class);

    private final Committer<KafkaCommittable> committer;
    private final TransactionInspector coordinator;
    private final String group;
    private final boolean restored;
    private final Optional<InFlightGate> gate;
    private final String written;
    private final Counter lost;
    private final Counter unclear;

    /**
     * Watches a committer.
     *
     * @param group the consumer group whose offsets tell about where the loss is
     * @param metrics where the alarm stands
     * @param gate told whether everything is committed, for the offsets that may be committed then
     * @param written what the transactions hold, in capitals for the alarm
     * @param restored whether a restored state may have brought transactions
     */
    LossDetectingCommitter(
            Committer<KafkaCommittable> committer,
            TransactionInspector coordinator,
            String group,
            MetricGroup metrics,
            Optional<InFlightGate> gate,
            String written,
            boolean restored) {
        this.written = written;
        this.restored = restored;
        this.committer = committer;
        this.coordinator = coordinator;
        this.group = group;
        this.gate = gate;
        this.lost = metrics.counter(LOST);
        this.unclear = metrics.counter(UNCLEAR);
    }

    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
            throws IOException, InterruptedException {
        gate.ifPresent(open -> open.setResultsCommitted(false));
        List<Refusal> refused = new ArrayList<>();
        List<KafkaCommittable> later = new ArrayList<>();
        List<CommitRequest<KafkaCommittable>> watched = new ArrayList<>();
        requests.forEach(request -> watched.add(new Watched(request, refused, later)));
        committer.commit(watched);
        for (Refusal refusal : refused) {
            judge(refusal);
        }
        gate.ifPresent(open -> open.setResultsCommitted(later.isEmpty()));
    }

    /**
     * Tells a transaction of this run from one that a restored state has brought: the former still
     * has its producer, or there is no state.
     */
    private boolean isOfThisRun(KafkaCommittable prepared) {
        return !restored || prepared.getProducer().isPresent();
    }

    private void judge(Refusal refusal) throws InterruptedException {
        CommitRequest<KafkaCommittable> request = refusal.request();
        KafkaCommittable prepared = request.getCommittable();
        switch (coordinator.fateOf(prepared)) {
            case COMMITTED -> {
                LOG.info(
                        "Transaction {} was committed before the restart: nothing is lost.",
                        prepared.getTransactionalId());
                request.signalAlreadyCommitted();
            }
            case ABORTED -> {
                lost.inc();
                LOG.error(
                        "{} ARE LOST: the broker has ended transaction {} (producer {},"
                                + " epoch {}) before it was committed, as the job was away for"
                                + " longer than its transaction timeout. The input's records that"
                                + " were answered in it come shortly before and after these"
                                + " offsets: {}.",
                        written,
                        prepared.getTransactionalId(),
                        prepared.getProducerId(),
                        prepared.getEpoch(),
                        coordinator.offsetsOf(group));
                request.signalFailedWithKnownReason(refusal.reason());
            }
            case SUPERSEDED -> {
                if (isOfThisRun(prepared)) {
                    throw taken(prepared);
                }
                LOG.info(
                        "Transaction {} (producer {}, epoch {}) was dealt with before the restart,"
                                + " as its id has been used since: it was committed, or an error"
                                + " in the log of that time says that it is lost.",
                        prepared.getTransactionalId(),
                        prepared.getProducerId(),
                        prepared.getEpoch());
                request.signalAlreadyCommitted();
            }
            case UNCLEAR -> {
                unclear.inc();
                LOG.warn(
                        "Transaction {} (producer {}, epoch {}) cannot be committed, and it cannot"
                                + " be told whether it was committed before: the brokers do not"
                                + " say.",
                        prepared.getTransactionalId(),
                        prepared.getProducerId(),
                        prepared.getEpoch());
                request.signalFailedWithKnownReason(refusal.reason());
            }
        }
    }

    /**
     * In a run an id is used again only after its transaction is committed, so another job has it.
     * The next run goes on from the checkpoint before, but this one's predictions are gone.
     */
    private GroupHeldException taken(KafkaCommittable prepared) throws InterruptedException {
        lost.inc();
        GroupHeldException taken = GroupHeldException.fenced(group, prepared.getTransactionalId());
        LOG.error(
                "{} ARE LOST, unless the other job answers their records again: {} The"
                        + " input's records that were answered in transaction {} (producer {}, epoch"
                        + " {}) come shortly before and after these offsets: {}.",
                written,
                taken.getMessage(),
                prepared.getTransactionalId(),
                prepared.getProducerId(),
                prepared.getEpoch(),
                coordinator.offsetsOf(group));
        return taken;
    }

    @Override
    public void close() throws Exception {
        coordinator.close();
        committer.close();
    }

    private record Refusal(CommitRequest<KafkaCommittable> request, Throwable reason) {}

    /** Passes everything on but refusals, which are kept; notes what is to be tried again. */
    private record Watched(
            CommitRequest<KafkaCommittable> request,
            List<Refusal> refused,
            List<KafkaCommittable> later)
            implements CommitRequest<KafkaCommittable> {

        @Override
        public KafkaCommittable getCommittable() {
            return request.getCommittable();
        }

        @Override
        public int getNumberOfRetries() {
            return request.getNumberOfRetries();
        }

        @Override
        public void signalFailedWithKnownReason(Throwable reason) {
            refused.add(new Refusal(request, reason));
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable reason) {
            request.signalFailedWithUnknownReason(reason);
        }

        @Override
        public void retryLater() {
            later.add(getCommittable());
            request.retryLater();
        }

        @Override
        public void updateAndRetryLater(KafkaCommittable committable) {
            later.add(committable);
            request.updateAndRetryLater(committable);
        }

        @Override
        public void signalAlreadyCommitted() {
            request.signalAlreadyCommitted();
        }

        @Override
        public String toString() {
            return request.toString();
        }
    }
}
