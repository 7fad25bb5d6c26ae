// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.deadletter.redrive;

import io.leat.deadletter.DeadLetterException;
import io.leat.deadletter.RedriveLog;
import io.leat.deadletter.redrive.RedriveProducer.ExpiredException;
import io.leat.deadletter.redrive.RedriveSelector.Chosen;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Sends chosen dead letters in transactions of a size that the link bears. One that the broker has
 * ended is sent anew, by a new {@link RedriveProducer} and in smaller ones. Used by one thread.
 */
final class RedriveSender implements AutoCloseable {

    /** Topic, timestamp and the mark in the redriveLog, generously. */
    private static final int MARK_BYTES = 256;

    private final Properties client;
    private final String from;
    private final InstantSource clock;
    private final TransactionSize size = new TransactionSize();
    private RedriveProducer producer;

    /**
     * Shuts out all other redrives of the topic; returns when nothing of theirs is open any more.
     *
     * @param from the dead-letter topic
     */
    RedriveSender(Properties client, String from, InstantSource clock) throws DeadLetterException {
        this.client = client;
        this.from = from;
        this.clock = clock;
        this.producer = RedriveProducer.open(client, from, size.timeout());
    }

    /**
     * Sends them all, in order.
     *
     * @param redriveLog marks what is sent
     * @param beginnings the oldest offsets of the dead-letter topic
     * @param committed takes what each transaction held, once it is committed
     * @param stopping whether to leave the rest
     * @throws DeadLetterException if another redrive has taken over, or one record takes longer
     *     than the longest transaction
     */
    void send(
            List<Chosen> choices,
            RedriveLog redriveLog,
            Map<TopicPartition, Long> beginnings,
            Consumer<List<Chosen>> committed,
            BooleanSupplier stopping)
            throws DeadLetterException {
        int next = 0;
        while (next < choices.size() && !stopping.getAsBoolean()) {
            List<Chosen> some = choices.subList(next, end(choices, next));
            try {
                long begin = System.nanoTime();
                producer.send(some, redriveLog, clock.instant());
                size.committed(bytes(some), Duration.ofNanos(System.nanoTime() - begin));
            } catch (ExpiredException e) {
                if (!resume(some, redriveLog, beginnings)) {
                    continue; // with fewer of them
                }
            }
            committed.accept(some);
            next += some.size();
        }
    }

    private int end(List<Chosen> choices, int begin) {
        int end = begin + 1;
        long bytes = bytes(choices.get(begin));
        while (end < choices.size()) {
            bytes += bytes(choices.get(end));
            if (bytes > size.bytes()) {
                break;
            }
            end++;
        }
        return end;
    }

    /**
     * Begins anew after a transaction that has ended. The log tells whether it was committed after
     * all: all of it, or nothing.
     *
     * @return whether it was
     */
    private boolean resume(
            List<Chosen> some, RedriveLog redriveLog, Map<TopicPartition, Long> beginnings)
            throws DeadLetterException {
        boolean useful = size.expired(some.size());
        Chosen first = some.get(0);
        boolean markedBefore = redriveLog.contains(first.position());
        producer.close();
        if (!useful) {
            throw new DeadLetterException(
                    "the dead letter at %s could not be sent within %d s, the longest transaction (expected: a faster link to the brokers)"
                            .formatted(first.position(), size.timeout().toSeconds()));
        }
        producer = RedriveProducer.open(client, from, size.timeout());
        redriveLog.reload(client, beginnings);
        return !markedBefore && redriveLog.contains(first.position());
    }

    private static long bytes(List<Chosen> choices) {
        return choices.stream().mapToLong(RedriveSender::bytes).sum();
    }

    private static long bytes(Chosen choice) {
        ProducerRecord<byte[], byte[]> record = choice.sent();
        long bytes = (long) MARK_BYTES + length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    @Override
    public void close() {
        producer.close();
    }
}
