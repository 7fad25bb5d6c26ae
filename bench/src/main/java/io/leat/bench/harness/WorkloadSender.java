package io.leat.bench.harness;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes a workload's records to its input at an even pace, each exactly once. */
public final class WorkloadSender implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean over;
    private volatile long sent;

    /**
     * Starts.
     *
     * @param count records; {@link Long#MAX_VALUE} until closed
     */
    public WorkloadSender(String servers, String topic, Workload load, long count, int perSecond) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        producer =
                new KafkaProducer<>(
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
        thread = new Thread(() -> send(topic, load, count, perSecond), "sender");
        thread.start();
    }

    private void send(String topic, Workload load, long count, int perSecond) {
        long start = System.nanoTime();
        try {
            for (long i = 0; i < count && !over; i++) {
                LockSupport.parkNanos(start + i * 1_000_000_000 / perSecond - System.nanoTime());
                ProducerRecord<byte[], byte[]> request = load.request(topic, i);
                var unused = producer.send(request, (done, e) -> failure.compareAndSet(null, e));
                sent = i + 1;
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

    /** Waits until all are on the topic, and says how many they are. */
    public long finish() {
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
    }
}
