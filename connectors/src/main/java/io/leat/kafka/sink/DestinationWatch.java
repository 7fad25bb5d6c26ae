// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.sink;

import io.leat.kafka.Destination;
import io.leat.kafka.admin.AdminConnection;
import io.leat.kafka.admin.BrokerInspector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what the topics of the results take: asks as a task starts, for as long as it takes brokers
 * to answer, and then again and again, as limits and partitions may be changed at any time.
 */
final class DestinationWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationWatch.class);

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final AdminConnection connection;
    private final ScheduledExecutorService thread;
    private final List<Destination> stated;
    private final Set<String> unreadable = new HashSet<>();
    private boolean silent;

    /**
     * Connects to nothing yet.
     *
     * @param client bootstrap servers and security
     * @param stated the topics, with limits that hold where this job may not ask for them
     */
    DestinationWatch(Properties client, List<Destination> stated) {
        this.connection = new AdminConnection(client);
        this.stated = List.copyOf(stated);
        this.thread = Executors.newSingleThreadScheduledExecutor(DestinationWatch::daemon);
    }

    private static Thread daemon(Runnable runnable) {
        Thread thread = new Thread(runnable, "leat-destination-watch");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Asks now. While brokers are away it waits for them, as a restart would change nothing.
     *
     * @param transactional whether the connector will ask for open transactions as its writer
     *     starts, which is tried here: it would leave its client behind if that failed
     * @throws KafkaException if topics are gone or the task was cancelled
     */
    List<Destination> await(boolean transactional) {
        while (true) {
            try {
                if (transactional) {
                    WriterAdmin.rehearse(
                            connection.admin(), stated.stream().map(Destination::topic).toList());
                }
                return read();
            } catch (TimeoutException e) {
                connection.unanswered();
                LOG.warn(
                        "The brokers do not answer for the topics {}: the task waits for them."
                                + " ({})",
                        topics(),
                        e.getMessage());
            }
        }
    }

    private List<String> topics() {
        return stated.stream().map(Destination::topic).toList();
    }

    private List<Destination> read() {
        BrokerInspector broker = new BrokerInspector(connection.admin(), Duration.ZERO);
        long requestBytes = broker.requestBytes();
        List<Destination> read = new ArrayList<>();
        for (Destination destination : stated) {
            try {
                read.add(broker.destination(destination.topic(), requestBytes));
            } catch (AuthorizationException e) {
                if (unreadable.add(destination.topic())) {
                    LOG.warn(
                            "Cannot read the limits of topic {}; those read at the start of the job"
                                    + " stay in use (expected: an ACL that allows DescribeConfigs"
                                    + " on it).",
                            destination.topic());
                }
                read.add(destination);
            }
        }
        return read;
    }

    /**
     * Asks again and again from now on.
     *
     * @param listener is given the topics in the order they were stated, on a thread of its own
     */
    void start(Consumer<List<Destination>> listener) {
        var unused =
                thread.scheduleWithFixedDelay(
                        () -> refresh(listener),
                        INTERVAL.toMillis(),
                        INTERVAL.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void refresh(Consumer<List<Destination>> listener) {
        try {
            listener.accept(read());
            silent = false;
        } catch (KafkaException e) {
            if (e instanceof TimeoutException) {
                connection.unanswered();
            }
            if (!silent && !thread.isShutdown()) {
                silent = true; // once until it is well again
                complain(e);
            }
        }
    }

    private void complain(KafkaException e) {
        if (e instanceof UnknownTopicOrPartitionException) {
            LOG.error(
                    "A topic that results are written to is gone: one of {} (expected: both exist;"
                            + " nothing can be written until it is there again).",
                    topics());
        } else {
            LOG.warn("The limits of the topics {} cannot be read again now.", topics(), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        connection.close();
    }
}
