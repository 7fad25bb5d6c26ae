// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.clients;

import io.leat.bench.load.stub.LoadPayload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records at an even pace, each with the time at which it was due, and reads the answers as a
 * {@code read_committed} consumer: {@code LatencyProbe BROKER INPUT OUTPUT PARTITIONS PAYLOAD
 * PER_SECOND WARM_UP SECONDS}. Prints one line in the end: how many answers came, the 50th, 95th
 * and 99th percentile and the longest time in milliseconds, the longest time without an answer, and
 * the {@link StageTimes}. Due, not sent: a sender that is held up must not hide what its records
 * waited.
 */
public final class LatencyProbe {

    private static final String DUE = "bench-due";
    private static final long TICK_NANOS = 1_000_000;
    private static final double NANOS_PER_MILLI = 1e6;

    /** As long as a tick: sending what came within one at once costs the broker less. */
    private static final String LINGER_MS = "1";

    private final String broker;
    private final LoadPayload payload;
    private final int perSecond;
    private final long begin;
    private final long end;
    private volatile boolean over;

    private final double epochMinusNano =
            System.currentTimeMillis() - System.nanoTime() / NANOS_PER_MILLI;
    private final StageTimes stages = new StageTimes();
    private Samples times = new Samples();
    private long silence;

    private LatencyProbe(
            String broker, LoadPayload payload, int perSecond, int warmUp, int seconds) {
        this.broker = broker;
        this.payload = payload;
        this.perSecond = perSecond;
        long now = System.nanoTime();
        begin = now + Duration.ofSeconds(warmUp).toNanos();
        end = begin + Duration.ofSeconds(seconds).toNanos();
    }

    public static void main(String[] args) throws Exception {
        LatencyProbe pulse =
                new LatencyProbe(
                        args[0],
                        LoadPayload.valueOf(args[4]),
                        Integer.parseInt(args[5]),
                        Integer.parseInt(args[6]),
                        Integer.parseInt(args[7]));
        Thread sender = new Thread(() -> pulse.send(args[1], Integer.parseInt(args[3])), "sender");
        sender.setDaemon(true);
        sender.start();
        pulse.read(args[2], Integer.parseInt(args[3]));
        System.out.println(pulse.result());
    }

    private void send(String topic, int partitions) {
        byte[] value = payload.value();
        String proto = payload.protoName();
        long start = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker, "linger.ms", LINGER_MS),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (long i = 0; !over; i++) {
                long due = start + i * 1_000_000_000 / perSecond;
                if (due - System.nanoTime() > 0) {
                    LockSupport.parkNanos(Math.max(TICK_NANOS, due - System.nanoTime()));
                }
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(topic, (int) (i % partitions), null, value);
                record.headers().add(DUE, ByteBuffer.allocate(8).putLong(due).array());
                if (proto != null) {
                    record.headers().add("proto-name", proto.getBytes(StandardCharsets.US_ASCII));
                }
                var unused = producer.send(record);
            }
        }
    }

    private void read(String topic, int partitions) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    java.util.stream.IntStream.range(0, partitions)
                            .mapToObj(p -> new TopicPartition(topic, p))
                            .toList();
            consumer.assign(all);
            consumer.seekToEnd(all);
            all.forEach(consumer::position);
            long last = System.nanoTime();
            while (System.nanoTime() - end < 0) {
                var records = consumer.poll(Duration.ofMillis(100));
                long now = System.nanoTime();
                if (last - begin < 0 && now - begin >= 0) {
                    beginAnew();
                }
                if (!records.isEmpty()) {
                    silence = Math.max(silence, now - last);
                    last = now;
                    records.forEach(record -> note(record, now));
                }
            }
            silence = Math.max(silence, System.nanoTime() - last);
        }
        over = true;
    }

    /** What was noted so far warmed up this client too, which would delay what it measures. */
    private void beginAnew() {
        times = new Samples();
        stages.beginAnew();
        silence = 0;
    }

    /** Others may have sent records too, which do not count. */
    private void note(ConsumerRecord<byte[], byte[]> record, long now) {
        Header due = record.headers().lastHeader(DUE);
        if (due == null) {
            return;
        }
        double sent = ByteBuffer.wrap(due.value()).getLong() / NANOS_PER_MILLI;
        double seen = now / NANOS_PER_MILLI;
        times.add(seen - sent);
        stages.note(record, epochMinusNano + sent, epochMinusNano + seen);
    }

    private String result() {
        return "result %d %.3f %.3f %.3f %.3f %.3f %s"
                .formatted(
                        times.size(),
                        times.at(0.5),
                        times.at(0.95),
                        times.at(0.99),
                        times.at(1),
                        silence / NANOS_PER_MILLI,
                        stages.result());
    }
}
