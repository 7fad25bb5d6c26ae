// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.harness;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads what is committed, as it is committed, into an audit. */
public final class OutputWatcher implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String servers;
    private final List<TopicPartition> partitions;
    private final Consumer<ConsumerRecord<byte[], byte[]>> audit;
    private final IntSupplier counted;
    private final Thread thread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<Long> latencies = new ArrayList<>();
    private volatile boolean over;
    private volatile int different;
    private volatile Map<TopicPartition, Long> position = Map.of();

    public OutputWatcher(String servers, DeliveryAudit audit, int partitions, String... topics) {
        this(servers, audit::add, audit::different, partitions, topics);
    }

    /** Reads the topic of a request log. */
    public OutputWatcher(String servers, LogEventAudit audit, int partitions, String topic) {
        this(servers, audit::add, audit::different, partitions, topic);
    }

    private OutputWatcher(
            String servers,
            Consumer<ConsumerRecord<byte[], byte[]>> audit,
            IntSupplier counted,
            int partitions,
            String... topics) {
        this.servers = servers;
        this.audit = audit;
        this.counted = counted;
        this.partitions =
                Stream.of(topics)
                        .flatMap(
                                topic ->
                                        IntStream.range(0, partitions)
                                                .mapToObj(p -> new TopicPartition(topic, p)))
                        .toList();
        thread = new Thread(this::read, "watcher");
        thread.start();
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "isolation.level",
                        isolation,
                        "enable.auto.commit",
                        "false",
                        "default.api.timeout.ms",
                        "600000"),
                bytes,
                bytes);
    }

    private void read() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!over) {
                consumer.poll(POLL).forEach(this::add);
                different = counted.getAsInt();
                position = positions(consumer, partitions);
            }
        } catch (RuntimeException | Error e) {
            failure.set(e);
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        audit.accept(record);
        synchronized (latencies) {
            // A result keeps the time of its request.
            latencies.add(System.currentTimeMillis() - record.timestamp());
        }
    }

    /**
     * The median time from sending to committed of what has come since this was asked last, in
     * milliseconds; 0 if nothing has.
     */
    public long medianLatencyMillis() {
        synchronized (latencies) {
            latencies.sort(null);
            long median = latencies.isEmpty() ? 0 : latencies.get(latencies.size() / 2);
            latencies.clear();
            return median;
        }
    }

    private static Map<TopicPartition, Long> positions(
            KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        return partitions.stream()
                .collect(java.util.stream.Collectors.toMap(p -> p, consumer::position));
    }

    /** How many different records, or events of a request log, have come out so far. */
    public int different() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("what came out cannot be read", failed);
        }
        return different;
    }

    /**
     * Waits until all that is on the topics has been read; in vain if a transaction was left open,
     * because nothing behind it is shown.
     */
    public void awaitEnd(Duration patience) {
        try (KafkaConsumer<byte[], byte[]> all = consumer("read_uncommitted")) {
            Map<TopicPartition, Long> end = all.endOffsets(partitions);
            Await.until(
                    "all that was written has been committed or aborted, and read",
                    patience,
                    () ->
                            different() >= 0
                                    && end.entrySet().stream()
                                            .allMatch(
                                                    e ->
                                                            position.getOrDefault(e.getKey(), -1L)
                                                                    >= e.getValue()));
        }
    }

    /** Ends, after which the audit may be read. */
    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
