// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import io.leat.deadletter.DeadLetterException;
import io.leat.deadletter.RedriveLog;
import io.leat.deadletter.redrive.RedriveSelector.Chosen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records back and marks them in the log, both in one transaction. There is one such producer
 * of a dead-letter topic at a time: a new one ends what another has open, and shuts it out.
 */
final class RedriveProducer implements AutoCloseable {

    /** Of one record; what a topic takes is looked at before. */
    private static final int MAX_BYTES = 128 << 20;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Of one whose thread was interrupted, as the process is to end. */
    private static final Duration HASTE = Duration.ofSeconds(1);

    private final String from;
    private final Duration timeout;
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * The broker has ended the transaction, as it took too long. What was in it is not sent, or is
     * marked as sent.
     */
    static final class ExpiredException extends Exception {
        private static final long serialVersionUID = 1L;

        ExpiredException(Throwable cause) {
            super(cause);
        }
    }

    private RedriveProducer(String from, Duration timeout, KafkaProducer<byte[], byte[]> producer) {
        this.from = from;
        this.timeout = timeout;
        this.producer = producer;
    }

    /** The transactional id of all that is sent back from a dead-letter topic. */
    static String transactionalId(String from) {
        return "leat-redrive/" + from;
    }

    /**
     * Shuts out all others; returns when nothing of theirs is open any more.
     *
     * @param timeout after which the broker ends a transaction
     */
    static RedriveProducer open(Properties client, String from, Duration timeout)
            throws DeadLetterException {
        Properties config = new Properties();
        config.putAll(client);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(from));
        int millis = (int) timeout.toMillis();
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis);
        // Over a slow link a request takes as long as what is in it: to send it anew would not
        // help.
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * millis);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) MAX_BYTES);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        RedriveProducer opened =
                new RedriveProducer(
                        from,
                        timeout,
                        new KafkaProducer<>(
                                config, new ByteArraySerializer(), new ByteArraySerializer()));
        try {
            opened.producer.initTransactions();
            return opened;
        } catch (TransactionalIdAuthorizationException e) {
            opened.close();
            throw new DeadLetterException(
                    "this user may not write in transactions (expected: an ACL that allows Write on TransactionalId %s)"
                            .formatted(transactionalId(from)));
        } catch (InvalidTxnTimeoutException e) {
            opened.close();
            throw new DeadLetterException(
                    "a transaction of %d s is needed over this link, and the broker takes none so long (expected: a higher transaction.max.timeout.ms, or a faster link)"
                            .formatted(timeout.toSeconds()));
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Sends what was chosen; returns when it is committed.
     *
     * @throws ExpiredException if the broker has ended the transaction: this producer is of no use
     *     any more
     * @throws DeadLetterException if another producer has taken over
     */
    void send(List<Chosen> choices, RedriveLog redriveLog, Instant when)
            throws DeadLetterException, ExpiredException {
        long begin = System.nanoTime();
        try {
            producer.beginTransaction();
            redriveLog.forget().forEach(this::send);
            for (Chosen choice : choices) {
                send(choice.sent());
                send(redriveLog.mark(choice.position(), when, choice.sent().topic()));
            }
            producer.flush(); // waits for as long as it takes, which the commit would not
            producer.commitTransaction();
        } catch (KafkaException e) {
            judge(e, Duration.ofNanos(System.nanoTime() - begin));
            throw e;
        }
        choices.forEach(choice -> redriveLog.add(choice.position()));
    }

    /** The broker tells a producer it has timed out the same as one whose id another has taken. */
    private void judge(KafkaException e, Duration took)
            throws DeadLetterException, ExpiredException {
        boolean late = took.compareTo(timeout) >= 0;
        if (find(e, TimeoutException.class) || (late && (isFenced(e) || isEnded(e)))) {
            throw new ExpiredException(e);
        }
        if (isFenced(e)) {
            throw new DeadLetterException(
                    "another redrive of %s has begun and takes over (expected: one at a time; what this one sent is committed and marked, or not sent)"
                            .formatted(from));
        }
    }

    /** One that fails makes the commit fail. */
    private void send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> unused = producer.send(record);
    }

    private static boolean isFenced(Throwable e) {
        return find(e, ProducerFencedException.class)
                || find(e, InvalidProducerEpochException.class);
    }

    private static boolean isEnded(Throwable e) {
        return find(e, InvalidTxnStateException.class)
                || find(e, InvalidPidMappingException.class)
                || find(e, TransactionAbortedException.class)
                || find(e, TransactionAbortableException.class);
    }

    private static boolean find(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What is open, if anything, is aborted; by the broker if that cannot be reached. Takes a
     * second at most where the thread is interrupted.
     */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // or nothing could be aborted
        try {
            producer.close(interrupted ? HASTE : TIMEOUT);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
