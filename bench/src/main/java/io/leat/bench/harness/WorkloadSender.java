// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes a workload's records to its input at an even pace, each exactly once. */
public final class WorkloadSender implements AutoCloseable {

    private final String servers;
    private final Thread thread;

    /** Held while a record is handed over, and during a pause. */
    private final Semaphore turn = new Semaphore(1);

    private volatile KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean over;
    private volatile boolean paused;
    private volatile long sent;

    /**
     * Starts.
     *
     * @param count records; {@link Long#MAX_VALUE} until closed
     */
    public WorkloadSender(String servers, String topic, Workload load, long count, int perSecond) {
        this.servers = servers;
        producer = producer(servers);
        thread = new Thread(() -> send(topic, load, count, perSecond), "sender");
        thread.start();
    }

    private static KafkaProducer<byte[], byte[]> producer(String servers) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "enable.idempotence",
                        "true",
                        "max.request.size",
                        "20000000",
                        "max.block.ms",
                        Integer.toString(Integer.MAX_VALUE),
                        "delivery.timeout.ms",
                        Integer.toString(Integer.MAX_VALUE)),
                bytes,
                bytes);
    }

    private void send(String topic, Workload load, long count, int perSecond) {
        long due = System.nanoTime();
        try {
            for (long i = 0; i < count && !over; i++) {
                LockSupport.parkNanos(due - System.nanoTime());
                due += 1_000_000_000 / perSecond;
                ProducerRecord<byte[], byte[]> request = load.request(topic, i);
                if (!turn.tryAcquire()) {
                    turn.acquireUninterruptibly();
                    due = System.nanoTime();
                }
                var unused = producer.send(request, (done, e) -> failure.compareAndSet(null, e));
                sent = i + 1;
                turn.release();
            }
            producer.flush();
        } catch (KafkaException | IllegalStateException e) {
            // A producer that is closed in the middle of a record was closed by us.
            if (!over) {
                failure.compareAndSet(null, e);
            }
        }
    }

    /** How many were handed to the producer. */
    public long sent() {
        return sent;
    }

    /** Sends no more until {@link #resume}; returns when all that were sent are on the topic. */
    public void pause() {
        turn.acquireUninterruptibly();
        paused = true;
        producer.close();
    }

    /** Goes on, with a producer that knows nothing of the topic as it was. */
    public void resume() {
        if (!paused) {
            throw new IllegalStateException("the sender is not paused");
        }
        producer = producer(servers);
        paused = false;
        turn.release();
    }

    /** Waits until all are on the topic, and says how many they are. */
    public long finish() {
        if (paused) {
            throw new IllegalStateException("the sender is paused (expected: resumed)");
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("a record could not be sent", failed);
        }
        return sent;
    }

    /** Sends no more, and waits until all that were handed over are on the topic. */
    public long enough() {
        over = true;
        return finish();
    }

    @Override
    public void close() {
        over = true;
        producer.close(java.time.Duration.ZERO);
        turn.release();
    }
}
