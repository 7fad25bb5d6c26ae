// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.kafka.admin;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An admin client for as long as a job runs. Where the brokers it knows do not answer, it is made
 * anew from time to time: all of them may have moved, and only the bootstrap servers say where.
 * Safe for several threads.
 */
public final class AdminConnection implements AutoCloseable {

    /** Kafka's default for the same, {@code metadata.recovery.rebootstrap.trigger.ms}. */
    static final Duration LEAST_AGE = Duration.ofMinutes(5);

    private final Properties client;
    private final LongSupplier nanoTime;
    private @Nullable Admin admin;
    private long made;
    private boolean closed;

    /**
     * Connects to nothing yet.
     *
     * @param client bootstrap servers and security
     */
    public AdminConnection(Properties client) {
        this(client, System::nanoTime);
    }

    AdminConnection(Properties client, LongSupplier nanoTime) {
        this.client = client;
        this.nanoTime = nanoTime;
    }

    /**
     * The client, which {@link #unanswered} and {@link #close} may close at any time.
     *
     * @throws IllegalStateException if this is closed
     * @throws KafkaException if no bootstrap server can be resolved
     */
    public synchronized Admin admin() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        Admin connected = admin;
        if (connected == null) {
            connected = AdminClients.create(client);
            admin = connected;
            made = nanoTime.getAsLong();
        }
        return connected;
    }

    /**
     * The brokers have not answered: where the client is old, the next to ask is given a new one.
     */
    public synchronized void unanswered() {
        if (nanoTime.getAsLong() - made >= LEAST_AGE.toNanos()) {
            disconnect();
        }
    }

    /**
     * Waits for an answer of {@link #admin}; notes it where none has come.
     *
     * @throws KafkaException why there is none
     */
    public <T> T await(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                unanswered();
            }
            throw AdminFutures.failure(e);
        }
    }

    private void disconnect() {
        Admin connected = admin;
        if (connected != null) {
            connected.close(Duration.ZERO);
        }
        admin = null;
    }

    /** Does not wait for answers that are under way. */
    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }
}
