// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench.load.subject;

import io.leat.bench.load.stub.LoadPayload;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Fills an input topic, in large batches, before and while rows warm up, so that no records are
 * written while one is measured. Not thread-safe.
 */
public final class InputFeed implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final int partitions;
    private final byte[] value;
    private final @Nullable String proto;
    private long written;

    public InputFeed(String servers, String topic, int partitions, LoadPayload payload) {
        this.topic = topic;
        this.partitions = partitions;
        value = payload.value();
        proto = payload.protoName();
        ByteArraySerializer bytes = new ByteArraySerializer();
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                servers,
                                "acks",
                                "1",
                                "enable.idempotence",
                                "false",
                                "compression.type",
                                payload.compression(),
                                "linger.ms",
                                "20",
                                "batch.size",
                                "500000",
                                "max.request.size",
                                "16000000",
                                "buffer.memory",
                                "134217728"),
                        bytes,
                        bytes);
    }

    /** Writes until there are that many records. */
    public void ensure(long total) {
        for (; written < total; written++) {
            var unused = producer.send(record(written));
        }
        producer.flush();
    }

    public long written() {
        return written;
    }

    private ProducerRecord<byte[], byte[]> record(long number) {
        byte[] key = Long.toHexString(number).getBytes(StandardCharsets.US_ASCII);
        int partition = (int) (number % partitions);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, key, value);
        if (proto != null) {
            record.headers()
                    .add(new RecordHeader("proto-name", proto.getBytes(StandardCharsets.US_ASCII)));
        }
        return record;
    }

    @Override
    public void close() {
        producer.close();
    }
}
