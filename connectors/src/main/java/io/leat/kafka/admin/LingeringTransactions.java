// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that an earlier run of the job was killed with and this run's sink will not end: all
 * of them where it writes without transactions, else those in topics it no longer writes to. Until
 * they end, no {@code read_committed} reader sees what comes behind them.
 *
 * @param client bootstrap servers and security
 * @param prefix of the job's transactional ids
 * @param written the topics the sink writes to in transactions; none where it uses none
 * @param others those of another sink, on other brokers; null where there is none
 */
public record LingeringTransactions(
        Properties client,
        String prefix,
        Set<String> written,
        @Nullable LingeringTransactions others)
        implements Serializable {

    private static final Logger LOG = LoggerFactory.getLogger(LingeringTransactions.class);

    public LingeringTransactions {
        written = Set.copyOf(written);
    }

    /** Of a job with one sink. */
    public LingeringTransactions(Properties client, String prefix, Set<String> written) {
        this(client, prefix, written, null);
    }

    /** These and those of another sink. */
    public LingeringTransactions and(LingeringTransactions more) {
        return new LingeringTransactions(client, prefix, written, more);
    }

    /**
     * Aborts them, if there are any. Not before the committers of the job have committed what their
     * state holds: to a broker such a transaction looks like one that was left behind.
     *
     * @throws org.apache.kafka.common.KafkaException if no client can be made
     * @throws ExecutionException if the brokers do not answer
     */
    public void abort() throws InterruptedException, ExecutionException {
        abortOwn();
        if (others != null) {
            others.abort();
        }
    }

    private void abortOwn() throws InterruptedException, ExecutionException {
        Admin admin = AdminClients.create(client);
        try {
            Set<String> left = left(admin);
            if (!left.isEmpty()) {
                admin.fenceProducers(left).all().get();
                LOG.warn("Aborted transactions that a run before has left open: {}.", left);
            }
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private Set<String> left(Admin admin) throws InterruptedException, ExecutionException {
        List<String> open = new ArrayList<>();
        ListTransactionsOptions ongoing =
                new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
        for (TransactionListing listed : admin.listTransactions(ongoing).all().get()) {
            if (listed.transactionalId().startsWith(prefix)) {
                open.add(listed.transactionalId());
            }
        }
        Set<String> left = new TreeSet<>();
        if (!open.isEmpty()) {
            Map<String, TransactionDescription> described =
                    admin.describeTransactions(open).all().get();
            described.forEach(
                    (id, transaction) -> {
                        if (isLeft(transaction)) {
                            left.add(id);
                        }
                    });
        }
        return left;
    }

    private boolean isLeft(TransactionDescription transaction) {
        return transaction.state() == TransactionState.ONGOING
                && transaction.topicPartitions().stream()
                        .noneMatch(partition -> written.contains(partition.topic()));
    }
}
